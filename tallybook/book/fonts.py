"""The book's own fonts: of the house's typeface just the characters that the pages show."""

import base64
import io
from collections.abc import Sequence, Set
from importlib import resources
from pathlib import Path

_FONTS = {"regular": "NotoSansSC-Regular.ttf", "bold": "NotoSansSC-Bold.ttf"}
_LEFT_OUT = ["vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "GDEF", "DSIG"]


def renew(folder: Path, characters: Set[str], note: Path) -> None:
    """Write `book-regular.woff` and `book-bold.woff`; the same characters give the same bytes.

    Not where the fonts that are there were written for just these characters, as `note` says.
    """
    # Only where Sphinx is at hand anyway.
    from tallybook.book import sharing

    def some(names: Sequence[str]) -> list[str]:
        for name in names:
            (folder / f"book-{name}.woff").write_bytes(_subset(name, characters))
        return [*names]

    wanted = "".join(sorted(characters)).encode()
    if not (note.is_file() and note.read_bytes() == wanted):
        sharing.shared(some, [[name] for name in _FONTS])
        note.write_bytes(wanted)


def with_fonts(page: str) -> str:
    """An HTML page that carries the letters it needs, to be read where no Chinese font is."""
    faces = []
    for name, weight in (("regular", 400), ("bold", 700)):
        data = base64.b64encode(_subset(name, {*page} - {"\n"})).decode()
        faces.append(
            f'@font-face {{ font-family: "Tallybook Sans"; font-weight: {weight}; '
            f'src: url("data:font/woff;base64,{data}") format("woff"); }}'
        )
    return page.replace("<style>", "<style>" + "\n".join(faces), 1)


def _subset(name: str, characters: Set[str]) -> bytes:
    from fontTools import subset

    options = subset.Options()
    options.flavor = "woff"
    options.hinting = False
    options.layout_features = []
    options.drop_tables += _LEFT_OUT
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(ord(character) for character in characters))
    made = io.BytesIO()
    with (
        resources.as_file(resources.files("tallybook") / "fonts" / _FONTS[name]) as path,
        subset.load_font(path, options, lazy=True) as font,
    ):
        subsetter.subset(font)
        subset.save_font(font, made, options)
    return made.getvalue()
