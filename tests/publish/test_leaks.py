"""The leak test finds what is planted, wherever it is packed, and nothing in a clean book."""

import base64
import bz2
import io
import json
import lzma
import random
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


def pdf(stream: bytes) -> bytes:
    """A PDF of one empty page with something beside it."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    numbered = (b"%d 0 obj%s\nendobj\n" % pair for pair in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + b"".join(numbered) + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF\n"


def shut(change: Callable[[bytearray], object]) -> bytes:
    """An archive of which the one entry was changed so that it cannot be unpacked."""
    data = bytearray(packed("a.xml", b"words " * 20))
    change(data)
    return bytes(data)


# In an entry's head the flags stand at 6 and the method at 8, in the list at the end at 8 and 10.
SHUT: dict[str, bytes] = {
    "password.zip": shut(lambda data: data.__setitem__(data.index(b"PK\x01\x02") + 8, 1)),
    "method.zip": shut(lambda data: data.__setitem__(slice(data.index(b"PK\x01\x02") + 10, data.index(b"PK\x01\x02") + 12), b"\x63\0")),
    "broken.zip": b"PK\x03\x04" + b"x" * 40,
    "password.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 40,
    "rows.7z": b"7z\xbc\xaf\x27\x1c" + b"x" * 40,
    "rows.rar": b"Rar!\x1a\x07\x01\x00" + b"x" * 40,
    "rows.gz": b"\x1f\x8b\x08\x00broken",
    "broken.pdf": b"%PDF-1.7\nnothing",
    "inner.docx": packed("word/embeddings/a.zip", b"PK\x03\x04" + b"x" * 40),
}  # fmt: skip


@pytest.mark.parametrize("name", SHUT)
def test_what_cannot_be_looked_into_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SHUT[name])
    (tmp_path / "plain.html").write_text("<p>words</p>", encoding="utf-8")
    assert [(leak.file, leak.what) for leak in leaks(tmp_path, [CANARY])] == [(name, "")]


def test_archives_without_end_are_not_looked_into_for_ever(tmp_path: Path) -> None:
    data = b"words"
    for _ in range(9):
        data = packed("a.zip", data)
    (tmp_path / "deep.zip").write_bytes(data)
    assert {leak.what for leak in leaks(tmp_path, [CANARY])} == {""}


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
    "book.pdf": lambda word: pdf(zlib.compress(word.encode("utf-16-be") + b"\0" * 8)),
    "attached.pdf": lambda word: pdf(packed("xl/sharedStrings.xml", word.encode())),
    "facts.pdf": lambda word: pdf(zlib.compress(json.dumps({"name": word}).encode())),
    "rows.csv.xz": lambda word: lzma.compress(word.encode()),
    "rows.csv.bz2": lambda word: bz2.compress(word.encode()),
    "picture.jpg": lambda word: b"\xff\xd8\xff" + packed("a.txt", word.encode()),
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


SHORT = ("王伟", "Li")


@pytest.mark.parametrize("name", [name for name in PLANTED if name not in ("cut.html", "book.pdf")])
@pytest.mark.parametrize("word", SHORT)
def test_short_names_are_found_in_texts(tmp_path: Path, name: str, word: str) -> None:
    (tmp_path / name).write_bytes(PLANTED[name](f" {word} "))
    assert list(leaks(tmp_path, SHORT))


def test_short_names_are_found_in_a_pdfs_strings(tmp_path: Path) -> None:
    written = "王伟".encode("utf-16-be")
    for title in (b"(\xfe\xff%s)" % written, b"<FEFF%s>" % written.hex().encode(), b"(Li)"):
        (tmp_path / "a.pdf").write_bytes(pdf(zlib.compress(b"<</Title " + title + b">>")))
        assert list(leaks(tmp_path, SHORT)), title


def test_short_names_are_not_seen_in_noise(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(200_000)
    for word in ("王伟".encode("utf-16-be"), b"/Li"):
        noise += word + noise[:1000]
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + noise)
    (tmp_path / "a.pdf").write_bytes(pdf(noise))
    assert list(leaks(tmp_path, SHORT)) == []


def test_amounts_of_a_workbook_are_no_phone_numbers(tmp_path: Path) -> None:
    amounts = '<c r="A1" s="2"><v>13812345678</v></c> <c:numCache><c:v>13912345678</c:v></c:numCache>'
    (tmp_path / "a.xlsx").write_bytes(packed("xl/worksheets/sheet1.xml", amounts.encode()))
    assert list(leaks(tmp_path, [])) == []
    text = '<c r="A1" t="str"><v>13812345678</v></c>'
    (tmp_path / "a.xlsx").write_bytes(packed("xl/worksheets/sheet1.xml", text.encode()))
    assert {leak.what[-11:] for leak in leaks(tmp_path, [])} == {"138****5678"}


def test_a_file_name_and_a_phone_number_are_found(tmp_path: Path) -> None:
    (tmp_path / f"{CANARY}.txt").write_text("电话 138 1234 5678，订单号 13812345678", encoding="utf-8")
    found = list(leaks(tmp_path, [CANARY]))
    assert {(leak.part == "name", "138****5678" in leak.what) for leak in found} == {
        (True, False),
        (False, True),
    }
    assert "1234" not in repr(found)
