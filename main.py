"""Entry point of the macros plugin: hands the vocabulary of kb/macros.py on, one function for each macro."""

import importlib
import sys
from pathlib import Path

import jinja2

sys.path.insert(0, str(Path(__file__).resolve().parent))


def _fresh_kb():
    """The kb package, loaded again when one of its files has changed (a running preview would keep the old one)."""
    folder = Path(__file__).resolve().parent / "kb"
    stamp = max(path.stat().st_mtime_ns for path in folder.glob("*.py"))
    if getattr(sys.modules.get("kb"), "stamp", stamp) != stamp:
        for name in [name for name in sys.modules if name == "kb" or name.startswith("kb.")]:
            del sys.modules[name]
    importlib.import_module("kb").stamp = stamp
    return importlib.import_module("kb.build"), importlib.import_module("kb.macros")


def define_env(env):
    """Called by mkdocs-macros (once a build) and by Zensical (once a page)."""
    build, macros = _fresh_kb()
    extra = env.conf["extra"] or {}
    settings = {"site_url": env.conf["site_url"], "repo_url": env.conf["repo_url"], "site_name": env.conf["site_name"], "corrections_contact": extra.get("corrections_contact"), "edition": extra.get("edition")}
    site = build.site(directory_urls=bool(env.conf["use_directory_urls"]), settings=settings)

    def adapter(name, function):
        @jinja2.pass_context
        def run(context, *args, **kwargs):
            page = context["page"]
            path = page.file.src_uri if hasattr(page, "file") else page.path
            try:
                return macros.call(site.view(path), function, args, kwargs)
            except macros.Mistake as mistake:
                raise SystemExit(str(macros.fault_of(mistake, site.pages[path], name, args, kwargs))) from None

        run.__name__, run.__doc__ = name, function.__doc__
        return run

    for name, function in macros.MACROS.items():
        env.macro(adapter(name, function), name)
