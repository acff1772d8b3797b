"""Syntax: what Jinja's parser says of a template, in our own words, which can be said in any language."""

import difflib
import re
from collections.abc import Callable, Sequence

from tallybook.compose.refusals import SEE_GUIDE
from tallybook.errors import Message, say

_Told = tuple[Message, Message]
_TAGS = ("if", "elif", "else", "endif", "for", "endfor", "set", "include", "with", "endwith", "raw", "endraw")
_SIGNS = {
    "begin of comment": "{#",
    "end of comment": "#}",
    "begin of statement block": "{%",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "end of print statement": "}}",
}
_WORDS = {
    "name": say("a name"),
    "string": say("a text in quotation marks"),
    "integer": say("a number"),
    "float": say("a number"),
    "template data / text": say("text"),
    "end of template": say("the end of the template"),
}
_HALF_WIDTH = say("Inside of braces all punctuation is typed in half width: ( ) , : ' \" = |")


def told(reason: str) -> _Told:
    """What is wrong and what would be right, for a message of Jinja's parser or compiler."""
    for pattern, tell in _KNOWN:
        if found := re.fullmatch(pattern, reason, re.DOTALL):
            return tell(found)
    return say("This is not written as templates are ({reason}).", reason=reason.rstrip(".")), SEE_GUIDE


def _unknown_tag(found: re.Match[str]) -> _Told:
    name, rest = found[1], found[2]
    problem = say("There is no tag {tag} that could stand here.", tag=_tag(name))
    inner = re.search(r"block that needs to be closed is '(\w+)'", rest)
    near = difflib.get_close_matches(name, _TAGS, n=1, cutoff=0.6)
    if near and name not in _TAGS:
        return problem, say("Did you mean {near}?", near=_tag(near[0]))
    if inner:
        return problem, _closing(inner[1])
    return problem, say("Take it out, or see whether the tag that it belongs to is missing.")


def _unclosed(found: re.Match[str]) -> _Told:
    return say("The template ends, but {tag} is not closed.", tag=_tag(found[1])), _closing(found[1])


def _ended(_: re.Match[str]) -> _Told:
    return say("The template ends in the middle of something."), say(
        "See whether each {open} has its {close}.", open="{{ {% {#", close="}} %} #}"
    )


def _expected(found: re.Match[str]) -> _Told:
    expected, got = found[1], found[2]
    problem = say("{got} stands where {expected} should.", got=_word(got), expected=_word(expected))
    if got == "=":
        return problem, say("One = gives a value to a name; two, ==, compare.")
    if got == "if":
        return problem, say("A further condition begins with {tag}.", tag=_tag("elif"))
    return problem, say("See whether a sign, an operator or a quotation mark is missing before it.")


def _lacking(found: re.Match[str]) -> _Told:
    return say("Something is missing before {got}.", got=_word(found[1])), say(
        "Name a value there, or take out what needs one."
    )


def _unexpected(found: re.Match[str]) -> _Told:
    got = found[1]
    problem = say("{got} cannot stand here.", got=_word(got))
    if got == "}":
        return problem, say("A value ends with two braces: {close}", close="}}")
    return problem, say("See whether every bracket has its partner.")


def _unbalanced(found: re.Match[str]) -> _Told:
    problem = say("{got} stands where {expected} should.", got=found[1], expected=found[2])
    return problem, say("See whether every bracket has its partner.")


def _character(found: re.Match[str]) -> _Told:
    character = found[1]
    problem = say("The sign {character} cannot stand here.", character=character)
    if character in "'\"":
        return problem, say("A quotation mark is not closed.")
    return problem, _HALF_WIDTH if not character.isascii() else SEE_GUIDE


def _identifier(_: re.Match[str]) -> _Told:
    return say("A name here holds a sign that names cannot hold."), _HALF_WIDTH


def _comment(_: re.Match[str]) -> _Told:
    return say("A comment is not closed."), say("Close it with {close}.", close="#}")


def _raw(_: re.Match[str]) -> _Told:
    return say("The template ends, but {tag} is not closed.", tag=_tag("raw")), _closing("raw")


def _tagless(_: re.Match[str]) -> _Told:
    return say("The name of a tag is missing after {open}.", open="{%"), say(
        "Write a tag there, such as {tag}.", tag="{% if ... %}"
    )


def _target(_: re.Match[str]) -> _Told:
    return say("Only a name can be given a value here."), say(
        "Write for example: {example}", example="{% set wide = true %}"
    )


def _chained(_: re.Match[str]) -> _Told:
    return say("Tests with “is” cannot follow each other."), say("Join two of them with {word}.", word="and")


def _twice(found: re.Match[str]) -> _Told:
    return say("There are two blocks named {name}.", name=found[1]), say("Give each a name of its own.")


def _tag(name: str) -> str:
    return f"{{% {name} %}}"


def _word(token: str) -> Message | str:
    return _SIGNS.get(token) or _WORDS.get(token) or token


def _closing(tag: str) -> Message:
    return say("Close it with {close}.", close=_tag(f"end{tag}"))


_KNOWN: Sequence[tuple[str, Callable[[re.Match[str]], _Told]]] = (
    (r"Encountered unknown tag '(\w+)'\.(.*)", _unknown_tag),
    (r"Unexpected end of template\. .*block that needs to be closed is '(\w+)'\.", _unclosed),
    (r"[Uu]nexpected end of template.*|unexpected 'end of template'", _ended),
    (r"expected token '(.+)', got 'end of template'", _ended),
    (r"expected token '(.+)', got '(.+)'", _expected),
    (r"Expected an expression, got 'end of template'", _ended),
    (r"Expected an expression, got '(.+)'", _lacking),
    (r"unexpected '(.+)', expected '(.+)'", _unbalanced),
    (r"unexpected char [\"'](.+)[\"'] at \d+", _character),
    (r"unexpected '(.+)'", _unexpected),
    (r"Invalid character in identifier", _identifier),
    (r"Missing end of comment tag", _comment),
    (r"Missing end of raw directive", _raw),
    (r"tag name expected", _tagless),
    (r"can't assign to .*|Can't assign to .*", _target),
    (r"You cannot chain multiple tests with is", _chained),
    (r"block '(.+)' defined twice", _twice),
)
