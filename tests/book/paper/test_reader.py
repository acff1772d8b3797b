"""Words as they stand on paper: no blank begins a line, and none is lost further on."""

from docutils import nodes

from tallybook.book.paper.reader import words


def test_a_blank_is_left_out_at_the_beginning_of_a_line_alone() -> None:
    place, texts = nodes.target(ids=["a"]), [nodes.Text(text) for text in (" ", "one.", " ", "two.")]
    line = nodes.paragraph("", "", place, *texts)
    assert [words(node) for node in line.children[1:]] == ["", "one.", " ", "two."]
