"""How Excel shows figures: thousands grouped, with a real minus sign as on the pages."""

_MINUS = '"\N{MINUS SIGN}"'


def amount(decimals: int = 0, *, signed: bool = False, unit: str = "") -> str:
    """The format of an amount with so many decimals, a plus sign where `signed`, and its unit behind it."""
    behind = '"{}"'.format(unit.replace('"', "")) if unit else ""
    return _both("#,##0" + ("." + "0" * decimals if decimals else "") + behind, signed=signed)


def percent(decimals: int = 1, *, signed: bool = False) -> str:
    """The format of a fraction as per cent."""
    return _both("#,##0" + ("." + "0" * decimals if decimals else "") + "%", signed=signed)


def marked(code: str, mark: str) -> str:
    """A format of numbers with a mark before them."""
    return ";".join(f'"{mark} "{part}' for part in code.split(";"))


def day(language: str) -> str:
    """The format of a date in full."""
    return 'yyyy"年"m"月"d"日"' if language == "zh" else "d mmm yyyy"


def _both(code: str, *, signed: bool) -> str:
    return f"{'+' if signed else ''}{code};{_MINUS}{code};{code}"
