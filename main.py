"""Entry point of the macros plugin: hands the vocabulary of kb/macros on, one function for each macro."""

import importlib
import sys
from pathlib import Path

import jinja2

sys.path.insert(0, str(Path(__file__).resolve().parent))


def _fresh_kb():
    """Loads the kb package again when one of its files has changed (a running preview would keep the old one)."""
    folder = Path(__file__).resolve().parent / "kb"
    stamp = max(path.stat().st_mtime_ns for path in folder.rglob("*.py"))
    if getattr(sys.modules.get("kb"), "stamp", stamp) != stamp:
        for name in [name for name in sys.modules if name == "kb" or name.startswith("kb.")]:
            del sys.modules[name]
    importlib.import_module("kb").stamp = stamp


def define_env(env):
    """Called by mkdocs-macros (once a build) and by Zensical (once a page)."""
    _fresh_kb()
    from kb import settings, unchanged

    chosen, directory_urls = settings.chosen(env.conf), bool(env.conf["use_directory_urls"])
    drawn = unchanged.drawn(directory_urls, chosen)
    if drawn:
        names, outputs = drawn
        answer = _looked_up(outputs)
    else:
        from kb import build, macros

        names = list(macros.MACROS)
        answer = _run(build.site(directory_urls, chosen))
    for name in names:
        env.macro(_adapter(name, answer), name)


def _adapter(name, answer):
    @jinja2.pass_context
    def run(context, *args, **kwargs):
        page = context["page"]
        return answer(page.file.src_uri if hasattr(page, "file") else page.path, name, args, kwargs)

    run.__name__ = name
    return run


def _looked_up(outputs):
    """Answers with what ``kb prepare`` has just had the macros write: equal calls of a page in their order."""
    waiting = {path: {} for path in outputs}
    for path, rows in outputs.items():
        for call, text in rows:
            waiting[path].setdefault(call, []).append(text)

    def answer(path, name, args, kwargs):
        words = tuple(map(_hashable, args)), tuple((key, _hashable(value)) for key, value in kwargs.items())
        return waiting[path][(name, *words)].pop(0)

    return answer


def _hashable(value):
    return tuple(value) if isinstance(value, list) else value


def _run(site):
    """Answers by running the macro, as in a preview after a change."""
    from kb import macros

    def answer(path, name, args, kwargs):
        try:
            return macros.call(site.view(path), macros.MACROS[name], args, kwargs)
        except macros.Mistake as mistake:
            raise SystemExit(str(macros.fault_of(mistake, site.pages[path], name, args, kwargs))) from None

    return answer
