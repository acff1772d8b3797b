"""Typst code made of values: a text becomes a string, and what calls what is written here and nowhere else."""

from collections.abc import Iterable, Mapping

# What ends a string or a line, and what no file should hold.
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    | {chr(code): f"\\u{{{code:x}}}" for code in (*range(9), 11, 12, *range(14, 32), 127, 0x2028, 0x2029)}
)


class Code(str):
    """Finished code: an expression, in which text can only stand as a string."""

    __slots__ = ()


Value = Code | str | float | bool | None


def string(text: str) -> Code:
    """A string that is this text, whatever it holds."""
    return Code(f'"{text.translate(_ESCAPES)}"')


def value(given: Value) -> Code:
    """Code as it is; a text as a string; numbers and truth values; `none`."""
    match given:
        case Code():
            return given
        case str():
            return string(given)
        case None:
            return Code("none")
        case bool():
            return Code("true" if given else "false")
        case _:
            return Code(f"{given:.10g}")


def call(function: str, *arguments: Value, **named: Value) -> Code:
    """A call; underlines in names become hyphens."""
    pairs = (f"{name.replace('_', '-')}: {value(given)}" for name, given in named.items())
    return Code(f"{function}({', '.join((*map(value, arguments), *pairs))})")


def block(parts: Iterable[Code]) -> Code:
    """Contents one after the other."""
    return Code("{" + "\n".join(parts) + "}")


def array(items: Iterable[Value]) -> Code:
    """A list of values."""
    return Code("(" + "".join(f"{value(item)}, " for item in items) + ")")


def dictionary(items: Mapping[str, Value]) -> Code:
    """Values by their names."""
    return Code(
        "(" + (", ".join(f"{string(name)}: {value(item)}" for name, item in items.items()) or ":") + ")"
    )


def points(length: float) -> Code:
    """A length in points."""
    return Code(f"{length:.10g}pt")
