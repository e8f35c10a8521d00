# Everything is plain commands; each target can be read and run by hand.
# Needs: Python 3.11.5 or newer, make, git. Everything else is installed into .venv/.

PYTHON ?= python3
PY := .venv/bin/python
# The theme prints notices about the future of MkDocs into every build; README.md says what we do about it.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.PHONY: help serve build offline check test bench grades lock clean
help:
	@echo "make serve    preview that reloads        make test     every test, browser included"
	@echo "make build    strict build into site/     make check    data and words only, seconds"
	@echo "make offline  the bundle in dist/         make bench    build time against plain MkDocs"
	@echo "make lock     compile the requirements    make clean    remove what was built"
	@echo "make grades   measure how hard each page is to read, and publish it"

.venv/.site: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null || { echo "Python 3.11.5 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.tests: .venv/.site tests/requirements.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

serve: .venv/.site
	$(PY) -m kb prepare
	$(PY) -m mkdocs serve --no-strict --open

# The three steps; each says what is wrong and stops, and the last good site/ stays until the new one is sound.
build: .venv/.site
	$(PY) -m kb prepare
	$(PY) -m mkdocs build --strict
	$(PY) -m kb finish

offline: .venv/.site
	$(PY) -m kb prepare --offline
	OFFLINE=true $(PY) -m mkdocs build --strict
	$(PY) -m kb finish --offline

check: .venv/.site
	@$(PY) -m kb check

test: .venv/.tests
	@$(PY) -m tests.browser
	$(MAKE) offline build
	$(PY) -m pytest -n 2 --dist worksteal

bench: .venv/.tests
	$(PY) -m tests.bench

# Measures the built pages, then builds again so that the page of the grades shows what was measured.
grades: .venv/.tests build
	$(PY) -m tests.reading --write
	$(MAKE) build

.tools/.done:
	@test -x .tools/bin/python || $(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet "pip-tools>=7.5,<8"
	@touch $@

COMPILE := pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-header
lock: .tools/.done
	.tools/bin/$(COMPILE) --output-file requirements.txt requirements.in
	cd tests && ../.tools/bin/$(COMPILE) --output-file requirements.txt requirements.in

clean:
	rm -rf build site dist docs/data .pytest_cache
