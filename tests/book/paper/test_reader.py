"""Words as they stand on paper: no blank begins a line, and none is lost further on."""

from typing import cast

from docutils import nodes

from tallybook.book.paper.reader import Reader


def test_a_blank_is_left_out_at_the_beginning_of_a_line_alone() -> None:
    place, texts = nodes.target(ids=["a"]), [nodes.Text(text) for text in (" ", "one.", " ", "two.")]
    line = nodes.paragraph("", "", place, *texts)
    reader = cast(Reader, None)
    assert [Reader.words(reader, node) for node in line.children[1:]] == ["", "one.", " ", "two."]
