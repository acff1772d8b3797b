"""Bytes to text, whatever program wrote them; and text to the one form in which it is compared."""

import codecs
import re
import unicodedata
from typing import BinaryIO

from tallybook.errors import say
from tallybook.sources.unfit import Unfit

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# From here on a character takes three bytes in UTF-8, which a text in GB18030 hardly ever imitates.
_THREE_BYTES = "\u0800"
# Bytes that are decoded at once.
_PIECE = 1 << 20
# Codecs of Python that turn text into text; nobody's file is written so.
_NO_ENCODINGS = ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_BY_A_LETTER = re.compile(
    r"(?<=[A-Za-z])[\u3400-\u9fff](?![\u3400-\u9fff])|(?<![\u3400-\u9fff])[\u3400-\u9fff](?=[A-Za-z])"
)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file: in the declared encoding, else by its mark, else UTF-8, else GB18030.

    Raises Unfit with the line of the first byte that has no meaning, and where a text that would be Chinese
    in GB18030 looks like one of a Western program.
    """
    return _strict(data, encoding_of(data, declared))


def encoding_of(data: bytes, declared: str | None = None) -> str:
    """The encoding in which `decode` reads a file."""
    if declared:
        return _known(declared)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if _is_mostly_nothing(data.count(0), len(data)):
        raise _unreadable(1)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if any(character >= _THREE_BYTES for character in data[: error.start].decode("utf-8")):
            raise _unreadable(_line(data, error, "utf-8")) from error
        if _is_western(data):
            raise _western(_line(data, error, "utf-8")) from error
        return "gb18030"
    return "utf-8"


def encoding_in(stream: BinaryIO, declared: str | None = None) -> str:
    """The encoding in which a file can be read to its end; one in UTF-8 is never held whole.

    Raises Unfit as `decode` does.
    """
    mark = stream.read(len(codecs.BOM_UTF8))
    stream.seek(0)
    if declared is None and _is_utf8(stream):
        return "utf-8-sig" if mark == codecs.BOM_UTF8 else "utf-8"
    stream.seek(0)
    data = stream.read()
    encoding = encoding_of(data, declared)
    _strict(data, encoding)
    return encoding


def _is_utf8(stream: BinaryIO) -> bool:
    decoder, zeros, size = codecs.getincrementaldecoder("utf-8")(), 0, 0
    try:
        while piece := stream.read(_PIECE):
            decoder.decode(piece)
            zeros, size = zeros + piece.count(0), size + len(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return not _is_mostly_nothing(zeros, size)


def _is_mostly_nothing(zeros: int, size: int) -> bool:
    """Whether so many bytes are zero that it is no text of one byte a letter."""
    return zeros * 4 > size


def clean(text: str) -> str | None:
    """A cell's text composed (NFC) and without outer white space; None where nothing is left."""
    if text.isascii():
        return text.strip() or None
    return unicodedata.normalize("NFC", text).strip() or None


def plain(text: str) -> str:
    """A number or date with full-width digits, signs and spaces turned into the usual ones."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").strip()


def _known(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
        # Codecs that are no encodings of characters, such as base64, refuse a text.
        "".encode(name)
    except (LookupError, ValueError) as error:
        raise _unknown(declared) from error
    if name.replace("_", "-") in _NO_ENCODINGS:
        raise _unknown(declared)
    return "utf-8-sig" if name == "utf-8" else name


def _is_western(data: bytes) -> bool:
    """Whether a text is rather Western than Chinese: in GB18030 an ü and the letter after it look like one rare Han."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        lengths = [len(found) for found in _BEYOND_ASCII.findall(data)]
        return lengths.count(1) * 2 > len(lengths)
    alone = sum(_is_rare(found) for found in _BY_A_LETTER.findall(text))
    return alone * 2 > sum(map(len, _HAN.findall(text)))


def _is_rare(han: str) -> bool:
    """Whether it is none of the 6,763 that nearly every Chinese text is made of."""
    try:
        han.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(_line(data, error, encoding)) from error


def _line(data: bytes, error: UnicodeDecodeError, encoding: str) -> int:
    return data[: error.start].decode(encoding, "ignore").count("\n") + 1


def _unknown(declared: str) -> Unfit:
    return Unfit(
        "unknown-encoding",
        say("There is no encoding {encoding}.", encoding=declared),
        say("Write utf-8, gb18030 or utf-16, or leave the setting out."),
    )


def _western(line: int) -> Unfit:
    return Unfit(
        "wrong-encoding",
        say("This is neither UTF-8 nor Chinese text; a Western Excel writes so."),
        say("Save the file as UTF-8, or say in the settings: encoding: cp1252"),
        row=line,
    )


def _unreadable(line: int) -> Unfit:
    return Unfit(
        "wrong-encoding",
        say("This is not text in an encoding that could be recognised."),
        say("Save the file as UTF-8, or name its encoding in the settings with encoding."),
        row=line,
    )
