"""Single papers: everything that was to stand on them does, whatever it holds, and the same each time."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tallybook import book
from tallybook.book import Grid, Named, Slip, Steps, Verdict
from tallybook.book.slips import Part
from tallybook.errors import FilesError
from tests.book.pdf import reading
from tests.hostile import PAYLOADS

DIGEST = "0123456789abcdef" * 8
SLIP = Slip(
    title="封存证明",
    under="工作总结 · 2025年上半年",
    organisation="江城银行",
    language="zh",
    made=datetime.fromisoformat("2025-07-15T09:00:00+08:00"),
    lead="全部完好。",
    status="good",
    parts=(
        Named(heading="封存内容", rows=(("机构", "江城银行"), ("说明", "买买提·艾力"))),
        Named(heading="校验值", rows=(("清单", DIGEST),), typed=True),
        Steps(heading="核对方法", steps=(("运行：", "tallybook verify"), ("再比对。", ""))),
        Grid(
            heading="检测项",
            widths=(50, 100, 80, 250),
            heads=("性质", "检测项", "结果", "依据"),
            rows=(
                ("真实性", "一", Verdict(status="good", mark="●", word="符合"), "甲"),
                ("真实性", "二", Verdict(status="bad", mark="■", word="不符合"), "乙"),
                ("安全性", "三", Verdict(status="none", mark="–", word="另行检测"), "丙"),
            ),
        ),
    ),
    signatures=("检测人：", "日期："),
    foot="请另行保存。",
    sheet="第 {number} 页，共 {all} 页",
)


def printed(slip: Slip, path: Path) -> reading.Paper:
    book.print_slip(slip, path)
    return reading.read(path)


def test_everything_stands_on_one_sheet(tmp_path: Path) -> None:
    paper = printed(SLIP, tmp_path / "slip.pdf")
    said = paper.text
    words = ("封存证明", "买买提·艾力", "tallybookverify", "■不符合", "检测人：", DIGEST)
    assert [word for word in words if word not in said] == []
    assert said.count("真实性") == 1, "what repeats is written once"
    assert len(paper.sheets) == 1
    assert (paper.title, "请另行保存。" in paper.edges[0], "第 1 页，共 1 页" in paper.edges[0]) == (
        "封存证明",
        True,
        True,
    )


def test_the_same_slip_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        book.print_slip(SLIP, tmp_path / f"{name}.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a.pdf", "b.pdf"]


def about(text: str) -> tuple[Part, ...]:
    """The text in every place of a slip's parts."""
    named = Named(heading=text, rows=((text, text),))
    steps = Steps(heading=text, steps=((text, text),))
    verdict = Verdict(status="bad", mark="■", word=text)
    grid = Grid(heading=text, widths=(100, 100, 200), heads=(text,) * 3, rows=((text, verdict, text),))
    return named, replace(named, typed=True), steps, grid


def test_texts_of_people_are_never_code(tmp_path: Path) -> None:
    parts = [part for text in PAYLOADS.values() for part in about(text)]
    everything = " ".join(PAYLOADS.values())
    slip = replace(SLIP, title=everything, under=everything, organisation=everything, lead=everything)
    said = printed(replace(slip, parts=tuple(parts)), tmp_path / "slip.pdf").text
    assert "{{7*7}}" in said
    assert "#read(" in said


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FilesError, match="could not be written"):
        book.print_slip(SLIP, tmp_path / "file" / "slip.pdf")
