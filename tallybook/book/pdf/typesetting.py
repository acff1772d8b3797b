"""The door to Typst: a file of the house's code becomes PDF or pictures, the same bytes each time."""

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import typst

HOUSE = Path(__file__).parent / "house"
Archive = Literal["a-2a", "a-3a"]
_FONTS = Path(__file__).parents[2] / "fonts"


def as_pdf(main: Path, target: Path, archive: Archive) -> None:
    """Make a PDF file of the archive's form; raises what Typst raises."""
    _compiler(main).compile(output=target, format="pdf", pdf_standards=[archive, "ua-1"], timestamp=0)


def as_png(main: Path, resolution: int) -> list[bytes]:
    """Make a picture of every sheet."""
    made = _compiler(main).compile(format="png", ppi=resolution, timestamp=0)
    return made if isinstance(made, list) else [made or b""]


def _compiler(main: Path) -> "typst.Compiler":
    import typst

    return typst.Compiler(main, root=main.parent, font_paths=_fonts())


@functools.cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_FONTS])
