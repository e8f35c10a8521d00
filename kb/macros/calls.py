"""Running calls: one, with a message that names page, line and remedy where it fails; or every call of every page."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import jinja2

from kb import pages
from kb.faults import Fault, advice, nearest
from kb.load import ROOT
from kb.macros.registry import MACROS, Mistake, example_of
from kb.view import Site, View


def run(view: View, call: str) -> str:
    """Runs a call written as text, as on a page."""
    env = jinja2.Environment()
    env.globals.update({name: (lambda f: lambda *a, **k: f(view, *a, **k))(function) for name, function in MACROS.items()})
    return env.from_string("{{ " + call + " }}").render()


def fault_of(mistake: Mistake, page: pages.Page, name: str, args: tuple, kwargs: dict) -> Fault:
    """The message for a call that failed on a page: its true line and the call as it is written."""
    same = [c for c in pages.calls(page) if c.name == name]
    exact = [c for c in same if c.args == args and dict(c.kwargs) == kwargs] or same
    line, text = (exact[0].line, exact[0].text) if exact else (1, f"{name}(…)")
    return Fault(f"docs/{page.path}", line, mistake.rule, f"{{{{ {text} }}}}: {mistake.what}", mistake.fix)


def call(view: View, function: Callable, args: tuple, kwargs: dict) -> str:
    """Runs a macro for a page. Raises Mistake, also for arguments that the macro does not take and for errors in a template."""
    try:
        _signature(function).bind(view, *args, **kwargs)
    except TypeError as error:
        parameters = list(_signature(function).parameters)[1:]
        wrong = next((name for name in kwargs if name not in parameters), "")
        raise Mistake("unknown-argument", str(error), f"{function.__name__}({', '.join(parameters)}); " + (f"did you mean `{nearest(wrong, parameters)}`?" if nearest(wrong, parameters) else f"for example {example_of(function)}")) from None
    try:
        output = function(view, *args, **kwargs)
    except jinja2.TemplateError as error:
        raise Mistake("template", f"{_where(error)}: {error.message}", "mend the template, or what the macro hands to it.") from None
    view.written.append(output)
    return output


@lru_cache(maxsize=None)
def _signature(function: Callable) -> inspect.Signature:
    return inspect.signature(function)


def _where(error: jinja2.TemplateError) -> str:
    """File and line of the template in which an error arose."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    name, line = (frames[-1].filename, frames[-1].lineno) if frames else (getattr(error, "filename", None) or "overrides", getattr(error, "lineno", 1))
    return f"{Path(name).relative_to(ROOT) if Path(name).is_relative_to(ROOT) else name}:{line}"


@dataclass(frozen=True)
class Drawn:
    """What the calls of one page wrote, in the order of the page, and what was wrong with them."""

    path: str
    outputs: list[tuple[pages.Call, str]]
    faults: list[Fault]


def draw(site: Site, path: str) -> Drawn:
    """Runs every call of a page, in the order in which MkDocs would. All faults of the page at once."""
    page = site.pages[path]
    shown = f"docs/{path}"
    try:
        found = pages.calls(page)
        faults = [Fault(shown, line, "macro-syntax", f"{what} stands on the page", "write calls of macros with plain words and numbers only.") for line, what in pages.not_calls(page)]
    except jinja2.TemplateSyntaxError as error:
        return Drawn(path, [], [Fault(shown, error.lineno, "macro-syntax", f"this does not parse: {error.message}", "mend the braces, quotes or commas of the call.")])
    view = View(site, path)
    outputs = []
    for each in found:
        if each.name not in MACROS:
            faults.append(Fault(shown, each.line, "unknown-macro", f"there is no macro `{each.name}`", advice(each.name, MACROS, "see the contributor page.")))
            continue
        try:
            outputs.append((each, str(call(view, MACROS[each.name], each.args, dict(each.kwargs)))))
        except Mistake as mistake:
            faults.append(Fault(shown, each.line, mistake.rule, f"{{{{ {each.text} }}}}: {mistake.what}", mistake.fix))
    return Drawn(path, outputs, faults)
