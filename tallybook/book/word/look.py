"""The house's colours and measures in Word's terms: the same as on the other papers."""

INK, SOFT, LINE, FAINT = "1D2731", "55616D", "DDE1E4", "F3F5F6"
ACCENT, ACCENT_SOFT = "1F4A6F", "E7EEF4"
_COLOURS = {"good": "11776C", "watch": "8A6100", "bad": "B93F18"}
_GROUNDS = {"good": "E3F1EE", "watch": "FBF1DC", "bad": "FBE9E3"}

# A4, in twentieths of a point: sides, and the margins all round.
WIDE, HIGH = 11906, 16838
SIDE, TOP, FOOT = 1134, 1361, 1134
ROOM, TURNED_ROOM = WIDE - 2 * SIDE, HIGH - 2 * SIDE


def colour(status: str) -> str:
    """What a judgement is written in; shape and word say it as well."""
    return _COLOURS.get(status, SOFT)


def ground(status: str) -> str:
    """What a remark stands on."""
    return _GROUNDS.get(status, ACCENT_SOFT)


def twips(points: float) -> int:
    """A length in twentieths of a point."""
    return round(points * 20)
