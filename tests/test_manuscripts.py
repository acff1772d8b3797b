"""Manuscripts: what stands in Word documents and in texts of any encoding, or a sentence that says why not."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from tallybook import manuscripts
from tallybook.errors import UsageError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def written(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def packed(path: Path, body: str, *, notes: str = "", namespace: str = W) -> Path:
    names = f'xmlns:w="{namespace}" xmlns:mc="{MC}"'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        if notes:
            package.writestr("word/footnotes.xml", f"<w:footnotes {names}>{notes}</w:footnotes>")
    return path


def test_a_document_of_word_s_own_making(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("主要业绩", 1)
    paragraph = document.add_paragraph("销量30,")
    paragraph.add_run("519.21").bold = True
    paragraph.add_run("箱。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ("指标", "实际", "销量", "3.15万箱"), strict=True
    ):
        cell.text = text
    inner = table.cell(1, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "其中：城区 5 箱"
    saved = io.BytesIO()
    document.save(saved)
    path = tmp_path / "note.docx"
    path.write_bytes(saved.getvalue())
    lines = [line for line in manuscripts.read(path).splitlines() if line]
    assert lines == [
        "主要业绩",
        "销量30,519.21箱。",
        "| 指标 | 实际 |",
        "| --- | --- |",
        "| 销量 | 3.15万箱 |",
        "| 其中：城区 5 箱 |",
        "| --- |",
    ]


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_text_boxes_once_and_notes_at_the_foot(tmp_path: Path, namespace: str) -> None:
    box = f"<w:txbxContent>{written('框内 12 户')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>正文</w:t><w:tab/><w:t>9 箱</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{written('控件内 7 次')}</w:sdtContent></w:sdt>"
    )
    path = packed(
        tmp_path / "n.docx",
        body,
        notes=f"<w:footnote>{written('脚注 0.78%')}</w:footnote>",
        namespace=namespace,
    )
    assert [line for line in manuscripts.read(path).splitlines() if line] == [
        "正文 9 箱",
        "控件内 7 次",
        "框内 12 户",
        "脚注 0.78%",
    ]


def test_what_was_deleted_is_not_said(tmp_path: Path) -> None:
    body = (
        "<w:p><w:del><w:r><w:t>旧 5 户</w:t></w:r></w:del><w:ins><w:r><w:t>新 6 户</w:t></w:r></w:ins></w:p>"
    )
    assert manuscripts.read(packed(tmp_path / "n.docx", body)) == "新 6 户"


def test_no_depth_of_a_document_is_too_deep(tmp_path: Path) -> None:
    body = "<w:tbl><w:tr><w:tc>" * 20_000 + written("底") + "</w:tc></w:tr></w:tbl>" * 20_000
    assert "底" in manuscripts.read(packed(tmp_path / "n.docx", body))


TEXT = "## 主要业绩\n\n存款日均 4.22 亿元。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_texts_of_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(TEXT.encode(encoding))
    assert manuscripts.read(path) == TEXT


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\nplain enough", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe", TEXT.encode("utf-16-be")],
)  # fmt: skip
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "note.doc"
    path.write_bytes(data)
    with pytest.raises(UsageError, match="note"):
        manuscripts.read(path)
