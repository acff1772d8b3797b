"""SVG made small: what matplotlib writes, without what no reader sees.

A glyph of a Chinese font drawn as a path takes a kilobyte, and a page has a hundred of them: they are put on
a grid of 200 to the em, in relative steps, the flattest curves as lines. Comments go, for they repeat the
texts that are drawn.
"""

import functools
import re
from collections.abc import Iterator

_PROLOGUE = re.compile(r"\A.*?(?=<svg )", re.S)
_COMMENTS = re.compile(r"<!--.*?-->", re.S)
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.S)
_GLYPH = re.compile(r'<path id="([^"]+)" d="([^"]*)" transform="scale\(0\.015625\)"/>')
_GLYPH_NAME = re.compile(r"(NotoSansSC-(?:Regular|Bold))-")
_SHORT_NAMES = {"NotoSansSC-Regular": "r", "NotoSansSC-Bold": "b"}
_SHIFT = re.compile(r'(<use xlink:href="#[rb][0-9a-f]+") transform="translate\((\S+) 0\)"/>')
_GROUP_NAME = re.compile(r'<g id="[^"]*"')
_DECIMALS = re.compile(r"\d+\.\d{3,}")
_EMPTY = re.compile(r"<defs>\s*</defs>")
_BETWEEN = re.compile(r">\s+<")
_BREAKS = re.compile(r"\s*\n\s*")
_COARSER = 32


def compact(svg: str) -> str:
    """The same drawing in a third of the bytes."""
    text = _COMMENTS.sub("", _METADATA.sub("", _PROLOGUE.sub("", svg)))
    text = _GLYPH.sub(
        lambda found: f'<path id="{found[1]}" d="{_steps(found[2])}" transform="scale(0.5)"/>', text
    )
    text = _GLYPH_NAME.sub(lambda found: _SHORT_NAMES[found[1]], text)
    text = _SHIFT.sub(lambda found: f'{found[1]} x="{float(found[2]):.1f}"/>'.replace('.0"', '"'), text)
    text = _EMPTY.sub("", _GROUP_NAME.sub("<g", text))
    text = _DECIMALS.sub(lambda found: _rounded(float(found[0])), text)
    return _BREAKS.sub(" ", _BETWEEN.sub("><", text)).strip() + "\n"


def _rounded(number: float) -> str:
    # Numbers below one are factors, of which every digit counts.
    return f"{number:.4f}".rstrip("0") if number < 1 else f"{number:.2f}"


@functools.lru_cache(maxsize=4096)
def _steps(path: str) -> str:
    """A glyph's absolute path in relative whole steps of the coarser grid."""
    return "".join(_relative(path))


def _relative(path: str) -> Iterator[str]:
    at = start = (0, 0)
    for line in path.strip().splitlines():
        command, *numbers = line.split()
        if command == "z":
            yield "z"
            at = start
            continue
        places = _places(numbers)
        yield _step(command.lower(), [n for x, y in places for n in (x - at[0], y - at[1])])
        at = places[-1]
        start = at if command == "M" else start


def _step(command: str, numbers: list[int]) -> str:
    match command, numbers:
        case "l", [0, down]:
            return f"v{down}"
        case "l", [across, 0]:
            return f"h{across}"
        case "q", [x, y, across, down] if _is_flat((x, y), (across, down)):
            return _step("l", [across, down])
        case _:
            return command + _joined(numbers)


def _is_flat(bend: tuple[int, int], end: tuple[int, int]) -> bool:
    # The curve is then nowhere half a step away from the straight line.
    return all(abs(2 * turned - reached) <= 1 for turned, reached in zip(bend, end, strict=True))


def _places(numbers: list[str]) -> list[tuple[int, int]]:
    grid = [round(float(number) / _COARSER) for number in numbers]
    return list(zip(grid[::2], grid[1::2], strict=True))


def _joined(numbers: list[int]) -> str:
    """Numbers with a space only where the next has no sign to part them."""
    return "".join(str(n) if n < 0 or not place else f" {n}" for place, n in enumerate(numbers))
