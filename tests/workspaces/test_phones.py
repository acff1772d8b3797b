"""Two thousand ways of writing a phone number, in every field and note: in no medium is one of them seen."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tallybook import workspace
from tallybook.cli import main
from tallybook.publish.unpacking import parts, readings
from tests import inprocess, phones, small

WAYS = phones.variants(2000)
ORDER = "13812345678"
_OTHERS = {"〇": "0", "洞": "0", "幺": "1", "两": "2", "拐": "7", "勾": "9"}
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_PARTS = ("主要业绩", "存在问题", "下一步工作", "成功案例", "失败案例")
_PEOPLE = ("007", "008", "NO")
_COLUMNS = {
    "customers": ("name", "tier", "contact", "phone"),
    "visits": ("purpose", "need", "opinion", "handler"),
    "problems": ("text", "cause", "owner"),
    "commitments": ("text", "owner", "reason"),
    "conduct": ("note",),
}
_REST = {
    "customers": {"customer_id": "k{}", "gained_on": "2025-02-01"},
    "visits": {"visit_id": "v{}", "date": "2025-04-01", "customer_id": "k{}", "due": "2025-05-01"},
    "problems": {"problem_id": "q{}", "raised_on": "2025-04-01", "due": "2025-05-01"},
    "commitments": {"commitment_id": "c{}", "period": "2025-H1", "due": "2025-12-31", "status": "open"},
    "conduct": {"period": "2025-H1", "item": "第{}项", "points": "1", "full": "1"},
}


def write(folder: Path) -> Path:
    """The small workspace with every way of writing in some field of it, and orders of eleven digits."""
    small.write(folder)
    config = folder / "_config.yml"
    declared = "".join(
        f"    {name}: {{file: data/{name}.csv}}\n" for name in _COLUMNS if name != "commitments"
    )
    text = config.read_text(encoding="utf-8").replace("  running:", f"{declared}  running:")
    config.write_text(text, encoding="utf-8")
    ways = iter([text for _, text in WAYS])
    for person in _PEOPLE:
        note = "".join(f"## {part}\n\n{_paragraphs(ways, 80)}\n\n" for part in _PARTS)
        (folder / "data" / "notes" / small.PERIOD / f"{person}.md").write_text(note, encoding="utf-8")
    for name, columns in _COLUMNS.items():
        (folder / "data" / f"{name}.csv").write_text(_table(name, columns, ways), encoding="utf-8")
    assert next(ways, None) is None, "every way stands somewhere"
    return folder


def _paragraphs(ways: Iterator[str], count: int) -> str:
    found = [text for text in (next(ways, "") for _ in range(count)) if text]
    return "\n\n".join((f"订单号{ORDER}已交付。", *found))


def _table(name: str, columns: tuple[str, ...], ways: Iterator[str]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, (*_REST[name], "manager_id", *columns))
    writer.writeheader()
    for number in range(60):
        rest = {column: value.format(number) for column, value in _REST[name].items()}
        told = {column: next(ways, f"合同编号{ORDER}") for column in columns}
        writer.writerow(rest | {"manager_id": _PEOPLE[number % 3]} | told)
    return stream.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = write(tmp_path_factory.mktemp("phones") / "workspace")
    inprocess.build_of(
        workspace.find(found), found / "_build" / small.PERIOD, pdf=True, word=True, excel=True
    )
    return found


def digits(text: str) -> str:
    """All digits of a text, whatever their script, without what stands between them."""
    found = (_OTHERS.get(sign, str(unicodedata.numeric(sign, "")).removesuffix(".0")) for sign in text)
    return "".join(sign if len(sign) == 1 else "" for sign in found)


def numbers_in(data: bytes) -> set[str]:
    """Which of the numbers stand in a file's bytes, unpacked and unescaped."""
    known = {number for number, _ in WAYS}
    found: set[str] = set()
    for part in parts(data):
        for text in readings(part):
            row = digits(text)
            found |= known & {row[place : place + 11] for place in range(len(row) - 10)}
    return found


def test_the_search_knows_every_way() -> None:
    assert [text for number, text in WAYS if number not in digits("".join(readings_of(text)))] == []


def readings_of(text: str) -> Iterator[str]:
    from html import unescape
    from urllib.parse import unquote

    yield re.sub(r"<[^<>]*>", "", unquote(unescape(text)))


def test_no_file_of_the_book_holds_one(folder: Path) -> None:
    html = folder / "_build" / small.PERIOD / "html"
    kinds = {".html", ".js", ".pdf", ".docx", ".xlsx", ".svg"}
    seen: dict[str, set[str]] = {}
    for path in html.rglob("*"):
        if path.suffix in kinds and "_static" not in path.parts:
            seen[path.name] = numbers_in(path.read_bytes()) | numbers_in(path.name.encode())
    assert {Path(name).suffix for name in seen} == kinds
    assert {name: found for name, found in seen.items() if found} == {}
    page = (html / "manager-007.html").read_text(encoding="utf-8")
    assert (ORDER in page, "****" in page) == (True, True)


def run(folder: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments, "-C", str(folder)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_no_form_table_or_fault_holds_one(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "forms"
    for medium in ("--excel", "--word"):
        told = run(folder, "form", "2025-H2", medium, "-o", str(out))
        assert list(out.iterdir()), told
    made = [path for path in out.rglob("*") if path.is_file()]
    assert {path.suffix for path in made} == {".xlsx", ".docx"}
    assert [path.name for path in made if numbers_in(path.read_bytes())] == []
    for command in (("peek", "customers"), ("peek", "visits", "--json"), ("board", small.PERIOD)):
        told = run(folder, *command)
        assert (len(told) > 100, numbers_in(told.encode())) == (True, set()), command
    customers = folder / "data" / "customers.csv"
    kept = customers.read_text(encoding="utf-8")
    rows = "".join(f'"{text}",007,"{text}",2025-02-01\n' for _, text in WAYS[::20] if '"' not in text)
    customers.write_text("customer_id,manager_id,name,gained_on\n" + rows + rows, encoding="utf-8")
    told = run(folder, "check", small.PERIOD)
    customers.write_text(kept, encoding="utf-8")
    assert ("customers.csv" in told, numbers_in(told.encode())) == (True, set())
