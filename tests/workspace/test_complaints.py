"""What is no YAML is told in the workspace's language: the line, and the reason in words of ours."""

from pathlib import Path

import pytest

from tallybook import workspace
from tallybook.errors import SettingsError
from tallybook.wording import Wording

DOUBLING = "".join(f"b{n + 1}: &b{n + 1} [*b{n}, *b{n}]\n" for n in range(30))
MERGING = "".join(f"b{n + 1}: &b{n + 1} {{<<: [*b{n}, *b{n}]}}\n" for n in range(30))
CHAIN = "".join(f"b{n + 1}: &b{n + 1} [*b{n}]\n" for n in range(100))
BROKEN = {
    "title: x\n\tlanguage: en\n": (2, "a tab"),
    "title: 'x\n": (2, "quotation mark"),
    'title: "D:\\data"\n': (1, "backslash"),
    "title: [a, b\nmore: c\n": (2, "bracket"),
    "title: {a: b\n": (2, "brace"),
    "title: *x\n": (1, "begins with &"),
    "title: &\n": (1, "begins with &"),
    "title: a: b\n": (1, "a colon"),
    "title: x\n  language: en\n": (2, "a colon"),
    "title: x\nlanguage\ntables: y\n": (3, "no colon"),
    "title:x\nlanguage: en\n": (2, "a colon"),
    "title: @x\n": (1, "quotation marks may begin with"),
    "a:\n    b: c\n  d: e\n": (3, "indented otherwise"),
    "a: b\n---\nc: d\n": (2, "a line of hyphens"),
    "a: b\nc: \x07\n": (2, "cannot be seen"),
    "a: " + "[" * 20_000: (1, "nested too deep"),
    "".join(f"{' ' * depth}a:\n" for depth in range(300)): (61, "nested too deep"),
    f"b0: &b0 x\n{CHAIN}": (61, "too deep"),
    "a: &a [x, *a]\n": (1, "nested too"),
    "".join(f"k{n}: x\n" for n in range(6_000)): (5_000, "says more than"),
    "a: [" + "x," * 20_000 + "]": (1, "more than 10"),
    f"b0: &b0 x\n{DOUBLING}": (13, "more than 10000"),
    f"b0: &b0 {{x: y}}\n{MERGING}": (11, "more than 10000 things"),
    "a: b\n" * 60_000: (1, "longer than"),
}


@pytest.mark.parametrize("text", BROKEN, ids=[fragment for _, fragment in BROKEN.values()])
def test_what_is_no_yaml(tmp_path: Path, text: str) -> None:
    (tmp_path / "_config.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        workspace.read(tmp_path)
    (fault,) = caught.value.faults
    row, fragment = BROKEN[text]
    assert (fault.kind, fault.row) == ("not-yaml", row)
    assert fragment in str(fault.problem)
    told = Wording("zh").message(fault.problem).replace("YAML", "")
    assert not any(letter.isascii() and letter.isalpha() for letter in told)
