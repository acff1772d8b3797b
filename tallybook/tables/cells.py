"""What a cell's text means as an id, a name or an amount; or why it cannot be taken."""

import re
import unicodedata
from decimal import Decimal

from tallybook.domain.phones import masked, masked_phone
from tallybook.errors import Message, say
from tallybook.sources.decoding import plain
from tallybook.sources.unfit import Unfit
from tallybook.tables.style import Style, cut

_LONGEST_ID = 100
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_GROUPED = r"[+-]?[0-9]{{1,3}}(?:{0}[0-9]{{3}})+(?:{1}[0-9]*)?"
_BRACKETS = re.compile(r"\([0-9.,]+\)")
_NOTHINGS = ("-", "--", "–", "—", "——", "/", "n/a", "na", "null", "none", "无", "空")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9.']*,[0-9]+")
_SEPARATORS = (",", "，", "'", " ", "_")
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|N/A|SPILL!|CALC!)")
_ALIASES = re.compile(r"[;；、]")


def identifier(text: str, style: Style) -> str:
    """An id, exactly as written: `00123`, `NO` and `1e5` are ids like any other."""
    del style
    if len(text) > _LONGEST_ID:
        raise _wrong_id(
            say("This id has {length} characters.", length=len(text)),
            say("Use at most {limit}.", limit=_LONGEST_ID),
        )
    if hidden := next((character for character in text if _is_hidden(character)), None):
        raise _wrong_id(
            say("This id holds the invisible character {code}.", code=f"U+{ord(hidden):04X}"),
            say("Write the id anew, without line breaks, control or direction characters."),
        )
    if not text.strip("."):
        raise _wrong_id(say("An id cannot be made of dots only."), say("Give it a letter or a digit."))
    return text


def prose(text: str, style: Style) -> str:
    """A name or sentence, as written but for phone numbers."""
    return masked(text) if style.masks else text


def phone(text: str, style: Style) -> str:
    """A phone number of any kind, masked."""
    return masked_phone(text) if style.masks else text


def aliases(text: str, style: Style) -> tuple[str, ...]:
    """Other names, separated by semicolons or enumeration commas."""
    return tuple(name for part in _ALIASES.split(prose(text, style)) if (name := part.strip()))


def amount(text: str, style: Style) -> Decimal:
    """An amount, exact."""
    digits = _pointed(plain(text), style)
    number = Decimal(digits) if _NUMBER.fullmatch(digits) else None
    # A sum of amounts must stay exact, and 1e99 is no amount of anything.
    if number is None or number.adjusted() > 17 or len(digits) > 40:
        raise Unfit(
            "wrong-number",
            say("{value} is not a number.", value=cut(text)),
            _number_like(plain(text)),
        )
    return number


def _pointed(digits: str, style: Style) -> str:
    """A number as the source writes it, with a point and no groups; as it is where it is written otherwise."""
    mark, sign = plain(style.thousands), plain(style.decimal)
    if mark and re.fullmatch(_GROUPED.format(re.escape(mark), re.escape(sign)), digits):
        digits = digits.replace(mark, "")
    if sign == ".":
        return digits
    return "" if "." in digits else digits.replace(sign, ".")


def weight(text: str, style: Style) -> Decimal:
    """A weight, not negative."""
    number = amount(text, style)
    if number < 0:
        raise Unfit(
            "out-of-range",
            say("A weight cannot be negative."),
            say("Write 0 or more; 0 leaves the KPI out of the score."),
        )
    return number


def points(text: str, style: Style) -> Decimal:
    """Points, not negative."""
    number = amount(text, style)
    if number < 0:
        raise Unfit(
            "out-of-range",
            say("Points cannot be negative."),
            say("Write 0 or more; points taken off are left out."),
        )
    return number


def full_points(text: str, style: Style) -> Decimal:
    """The points that there are to be had, more than none."""
    number = amount(text, style)
    if number <= 0:
        raise Unfit(
            "out-of-range",
            say("An item must be worth more than 0 points."),
            say("Write how many points it can bring; 100 where nothing is written."),
        )
    return number


def places(text: str, style: Style) -> int:
    """A number of decimals, 0 to 6."""
    number = amount(text, style)
    if number not in range(7):
        raise Unfit(
            "out-of-range",
            say("{value} is not a number of decimals.", value=cut(text)),
            say("Write a whole number from 0 to 6."),
        )
    return int(number)


def _number_like(text: str) -> Message:
    if _ERROR.fullmatch(text):
        return say(
            "It is what a workbook shows for a formula that fails: put it right there, then export again."
        )
    if _BRACKETS.fullmatch(text):
        return say("Where brackets mean less than nothing, have the amount written with a minus sign.")
    if text.casefold() in _NOTHINGS:
        return say(
            "If it stands for no amount, leave the row out with without, in a wide table with values: {example}.",
            example=f'{{value: {{"{text}": ""}}}}',
        )
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1]):
        return say("Write per cent as a fraction: 0.125 is 12.5 %.")
    for separator in _SEPARATORS:
        if re.fullmatch(_GROUPED.format(re.escape(separator), re.escape(".")), text):
            return say(
                'Take the separators out, or declare them for this file with thousands: "{separator}".',
                separator=separator,
            )
    if _DECIMAL_COMMA.fullmatch(text):
        return say('If a comma stands before the decimals, declare it for this file with decimal: ",".')
    return say("Write digits with a point, such as 1234.5, without unit or currency.")


def _wrong_id(problem: Message, remedy: Message) -> Unfit:
    return Unfit("wrong-id", problem, remedy)


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs")
