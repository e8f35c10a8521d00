"""HTML that macros wrote passes Markdown as it is."""

import markdown
import pytest

from kb import macros, verbatim
from kb.view import View

HTML = """<div class="table-wrap">
<table>
<tr><td>*not emphasis* [not](a-link) <br/> & &amp; &lt;</td>
</tr>
</table>
<p>1. not a list</p>
</div>"""


def rendered(text: str, *extensions: str) -> str:
    return markdown.markdown(text, extensions=["attr_list", "tables", *extensions])


def test_finished_html_is_left_alone_and_the_words_around_it_are_not():
    page = rendered(f"# Page\n\n*before*\n\n{verbatim.marked(HTML)}\n\n**after**", "kb.verbatim")
    assert HTML in page and "<em>before</em>" in page and "<strong>after</strong>" in page
    assert "finished" not in page


def test_the_words_of_two_cells_stay_apart():
    assert verbatim.marked("<tr><th>cells</th><td>20</td></tr>").split("\n")[1:-1] == ["<tr><th>cells</th>", "<td>20</td>", "</tr>"]


def test_an_example_inside_finished_html_keeps_no_marks():
    inner = verbatim.marked("<p>inner</p>")
    assert verbatim.marked(f"<div>\n{inner}\n</div>").count(verbatim.OPEN) == 1
    assert verbatim.unmarked(inner) == "<p>inner</p>"


def test_without_the_extension_the_marks_are_comments():
    page = rendered(f"before\n\n{verbatim.marked(HTML)}\n\nafter")
    assert HTML.replace("\n", "") in page.replace("\n", "") and "<p>after</p>" in page


@pytest.mark.parametrize("path, call", [("risks/index.md", 'table("harms")'), ("options.md", 'options_compared("annular-tear")'), ("about.md", "macro_reference()")])
def test_what_a_macro_writes_looks_the_same_with_and_without_the_extension(site, path, call):
    written = macros.run(View(site, path), call)
    assert verbatim.OPEN in written
    plain, passed = rendered(verbatim.unmarked(written)), rendered(written, "kb.verbatim")
    assert "".join(plain.split()) == "".join(passed.split())
