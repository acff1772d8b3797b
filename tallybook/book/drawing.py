"""Little drawings as SVG: bars in cells and sparklines, printed even where backgrounds are not."""

from collections.abc import Iterator, Sequence
from itertools import groupby

_BAR_WIDTH, _BAR_HEIGHT, _FULL = 80, 12, 60
_SPARK_WIDTH, _SPARK_HEIGHT, _INSET = 88, 22, 3


def bar(fraction: float | None) -> str:
    """An attainment from nought to a third above plan, with a mark at the plan; longer bars are cut."""
    return (
        f'<svg class="tb-bar-drawing" viewBox="0 0 {_BAR_WIDTH} {_BAR_HEIGHT}" width="{_BAR_WIDTH}" '
        f'height="{_BAR_HEIGHT}" aria-hidden="true" focusable="false">'
        f"{'' if fraction is None else _filled(fraction * _FULL)}</svg>"
    )


def _filled(length: float) -> str:
    cut = f'<path class="tb-bar-over" d="M{_BAR_WIDTH - 12} {_BAR_HEIGHT}l4-{_BAR_HEIGHT}h3l-4 {_BAR_HEIGHT}z"/>'
    return (
        f'<rect class="tb-bar-track" width="{_FULL}" y="2" height="8"/>'
        f'<rect class="tb-bar-fill" width="{_short(max(0.0, min(length, _BAR_WIDTH)))}" y="2" height="8"/>'
        f"{cut if length > _BAR_WIDTH else ''}"
        f'<rect class="tb-bar-plan" x="{_FULL}" width="1.5" height="{_BAR_HEIGHT}"/>'
    )


def spark(numbers: Sequence[float | None], label: str) -> str:
    """A course as a line with its last point marked; `label` (escaped) says it in words."""
    points = list(_points(numbers))
    lines = "".join(
        f'<polyline class="tb-spark-line" points="{" ".join(f"{x},{y}" for x, y in run)}"/>'
        for run in _runs(points)
    )
    last = next((point for point in reversed(points) if point), None)
    end = f'<circle class="tb-spark-end" cx="{last[0]}" cy="{last[1]}" r="2.4"/>' if last else ""
    return (
        f'<svg class="tb-spark" viewBox="0 0 {_SPARK_WIDTH} {_SPARK_HEIGHT}" width="{_SPARK_WIDTH}" '
        f'height="{_SPARK_HEIGHT}" role="img" aria-label="{label}" focusable="false">{lines}{end}</svg>'
    )


def _points(numbers: Sequence[float | None]) -> Iterator[tuple[str, str] | None]:
    known = [number for number in numbers if number is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    step = (_SPARK_WIDTH - 2 * _INSET) / max(len(numbers) - 1, 1)
    for index, number in enumerate(numbers):
        if number is None:
            yield None
        else:
            share = (number - low) / (high - low) if high > low else 0.5
            height = _SPARK_HEIGHT - _INSET - share * (_SPARK_HEIGHT - 2 * _INSET)
            yield _short(_INSET + index * step), _short(height)


def _runs(points: list[tuple[str, str] | None]) -> Iterator[list[tuple[str, str]]]:
    for known, run in groupby(points, key=lambda point: point is not None):
        if known:
            yield [point for point in run if point]


def _short(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
