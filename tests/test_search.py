"""The mend of the theme's search."""

from kb import search


def worker(folder, text: str):
    path = folder / search.WORKERS / "search.0.min.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_search_is_mended_once(tmp_path):
    path = worker(tmp_path, f"before{search.AS_SHIPPED}after")
    assert search.mend(tmp_path) == [] and path.read_text() == f"before{search.MENDED}after"
    assert search.mend(tmp_path) == [] and path.read_text() == f"before{search.MENDED}after"


def test_another_search_than_the_one_we_know_is_a_fault(tmp_path):
    worker(tmp_path, "something else")
    (fault,) = search.mend(tmp_path)
    assert str(fault).startswith("build/site/assets/javascripts/workers/search.0.min.js:1: [search-worker]") and "TokenSet.toString" in fault.fix
