"""Text made plain without moving a character: full-width forms as ASCII, odd minus signs as hyphens, invisible marks as blanks."""

import unicodedata

# What NFKC would lengthen, or what means a minus, a range or a space in figures.
_FIXED = {
    "\N{MINUS SIGN}": "-",
    "\N{FULLWIDTH HYPHEN-MINUS}": "-",
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{THIN SPACE}": " ",
    "\N{IDEOGRAPHIC SPACE}": " ",
    "\N{FULLWIDTH YEN SIGN}": "\N{YEN SIGN}",
}
# Chinese punctuation divides clauses and must not become the comma that groups digits.
_KEPT = frozenset("，；：？！（）")


def plain(text: str) -> str:
    """The same text, of the same length, in the forms that the grammar knows."""
    return text if text.isascii() else "".join(map(_plain, text))


def _plain(character: str) -> str:
    if character.isascii() or character in _KEPT:
        return character
    if character in _FIXED:
        return _FIXED[character]
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    # What is copied from web pages and chats carries marks that nobody sees, between a number and its unit, too.
    if unicodedata.category(character) == "Cf":
        return " "
    return unicodedata.normalize("NFKC", character) if "\uff01" <= character <= "\uff5e" else character
