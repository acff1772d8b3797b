"""Letters that a reader does not see, written so that they are seen."""

import unicodedata

# Joiners that emoji and many scripts need inside a word; they reorder nothing.
_KEPT_FORMATS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")


def seen(text: str) -> str:
    """The text with control, bidi and broken characters made visible, line breaks among them."""
    return text if text.isprintable() else "".join(map(_seen, text))


def _seen(character: str) -> str:
    return f"〔U+{ord(character):04X}〕" if _is_invisible(character) else character


def _is_invisible(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        return character not in _KEPT_FORMATS
    return category in ("Cc", "Cs") or _is_noncharacter(ord(character))


def _is_noncharacter(code: int) -> bool:
    """Code points that no text may carry; other unassigned ones may be names newer than our Unicode."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
