"""The leak test finds what is planted, wherever it is packed, and nothing in a clean book."""

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tallybook.publish.leaks import leaks

CANARY = "金丝雀CANARY江南"


def packed(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def png(word: bytes, kind: bytes) -> bytes:
    body = b"Comment\0" + (b"\0" + zlib.compress(word) if kind == b"zTXt" else word)
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return b"\x89PNG\r\n\x1a\n" + chunk


PLANTED: dict[str, Callable[[str], bytes]] = {
    "page.html": lambda word: f"<p>{word}</p>".encode(),
    "alt.html": lambda word: f'<img alt="{"".join(f"&#{ord(c)};" for c in word)}">'.encode(),
    "cut.html": lambda word: f"<p>{word[:3]}<b>{word[3:]}</b></p>".encode(),
    "searchindex.js": lambda word: json.dumps({"terms": [word]}).encode(),
    "objects.inv": lambda word: b"# Sphinx inventory version 2\n# P\n# V\n# zlib\n" + zlib.compress(word.encode()),
    "chart.svg": lambda word: f"<svg><desc>{word}</desc></svg>".encode(),
    "run.ipynb": lambda word: json.dumps({"metadata": {"path": word}}).encode(),
    "table.xlsx": lambda word: packed("xl/sharedStrings.xml", f"<t>{word}</t>".encode()),
    "book.docx": lambda word: packed("word/media/inner.zip", packed("a.xml", word.encode())),
    "book.pdf": lambda word: b"%PDF-1.7\nstream\n" + zlib.compress(word.encode("utf-16-be") + b"\0" * 8) + b"\nendstream\n",
    "picture.png": lambda word: png(word.encode(), b"tEXt"),
    "packed.png": lambda word: png(word.encode(), b"zTXt"),
    "inline.html": lambda word: b"data:image/svg+xml;base64," + base64.b64encode(f"<svg>{word}</svg>".encode()),
    "link.html": lambda word: b"href=" + "".join(f"%{byte:02X}" for byte in word.encode()).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found_and_where(tmp_path: Path, name: str) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / name).write_bytes(PLANTED[name](CANARY))
    found = list(leaks(tmp_path, [CANARY, "other"]))
    assert {leak.file for leak in found} == {f"book/{name}"}
    assert CANARY not in repr(found)
    (tmp_path / "book" / name).write_bytes(PLANTED[name]("nothing here"))
    assert list(leaks(tmp_path, [CANARY])) == []


def test_a_file_name_and_a_phone_number_are_found(tmp_path: Path) -> None:
    (tmp_path / f"{CANARY}.txt").write_text("电话 138 1234 5678，订单号 13812345678", encoding="utf-8")
    found = list(leaks(tmp_path, [CANARY]))
    assert {(leak.part == "name", "138****5678" in leak.what) for leak in found} == {
        (True, False),
        (False, True),
    }
    assert "1234" not in repr(found)
