"""Pages as text: front matter, true lines of calls, addresses."""

import pytest

from kb import pages


def page(text, path="a.md"):
    meta, body, count = pages.split_front_matter(text)
    return pages.Page(path, meta, body, count)


def test_front_matter_and_true_lines():
    read = page('---\ntitle: T\nrecord: x\n---\n\n# T\n\n{{ cite("a-2020") }}\n\ntext {{ n("b", "c") }} end\n')
    assert read.meta == {"title": "T", "record": "x"} and read.records == ["x"]
    found = pages.calls(read)
    assert [(call.name, call.args, call.line, call.text) for call in found] == [("cite", ("a-2020",), 8, 'cite("a-2020")'), ("n", ("b", "c"), 10, 'n("b", "c")')]


def test_keywords_of_a_call():
    (call,) = pages.calls(page('{{ table("studies", condition=["a", "b"], cells="cord") }}'))
    assert dict(call.kwargs) == {"condition": ("a", "b"), "cells": "cord"}


@pytest.mark.parametrize(
    "target, directory, flat",
    [("index.md", "", "index.html"), ("options.md", "options/", "options.html"), ("thailand/index.md", "thailand/", "thailand/index.html"), ("thailand/travel.md", "thailand/travel/", "thailand/travel.html")],
)
def test_url(target, directory, flat):
    assert pages.url(target, True) == directory and pages.url(target, False) == flat


@pytest.mark.parametrize(
    "source, target, directory, flat",
    [
        ("conditions/a.md", "references.md", "../../references/#x", "../references.html#x"),
        ("index.md", "references.md", "references/#x", "references.html#x"),
        ("conditions/index.md", "conditions/a.md", "a/#x", "a.html#x"),
        ("conditions/a.md", "conditions/index.md", "../#x", "index.html#x"),
        ("conditions/a.md", "index.md", "../../#x", "../index.html#x"),
        ("options.md", "options.md", "#x", "#x"),
    ],
)
def test_link(source, target, directory, flat):
    assert pages.link(source, target, True, "x") == directory
    assert pages.link(source, target, False, "x") == flat
