"""How Excel shows figures: thousands grouped, with a real minus sign as on the pages."""

_MINUS = '"\N{MINUS SIGN}"'


def amount(decimals: int = 0, *, signed: bool = False) -> str:
    """The format of an amount with so many decimals, and a plus sign where `signed`."""
    return _both("#,##0" + ("." + "0" * decimals if decimals else ""), signed=signed)


def percent(decimals: int = 1, *, signed: bool = False) -> str:
    """The format of a fraction as per cent."""
    return _both("#,##0" + ("." + "0" * decimals if decimals else "") + "%", signed=signed)


def day(language: str) -> str:
    """The format of a date in full."""
    return 'yyyy"年"m"月"d"日"' if language == "zh" else "d mmm yyyy"


def _both(code: str, *, signed: bool) -> str:
    return f"{'+' if signed else ''}{code};{_MINUS}{code};{code}"
