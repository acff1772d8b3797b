"""What the YAML parser complains of, in words of ours."""

import yaml

from tallybook.errors import Message, say


def complaint(error: yaml.YAMLError, text: str) -> tuple[int, Message]:
    """The line on which a text stops being YAML, and why."""
    if isinstance(error, yaml.reader.ReaderError):
        return text.count("\n", 0, error.position) + 1, say("it holds a character that cannot be seen")
    problem, context = getattr(error, "problem", None), getattr(error, "context", None)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark else 1, _reason(problem or "", context or "")


def _reason(problem: str, context: str) -> Message:
    if "'\\t'" in problem or "tab" in problem:
        return say("a tab stands where only spaces may")
    if "quoted scalar" in context:
        return say("a quotation mark is never closed, or a backslash stands between quotation marks")
    if "flow" in context:
        return say("a bracket or brace is never closed, or a comma is missing")
    if any(word in f"{problem} {context}" for word in ("anchor", "alias", "tag")):
        return say("a word begins with &, * or !; a text that does stands between quotation marks")
    if "mapping values" in problem:
        return say("a colon stands in a text without quotation marks, or the line is indented too far")
    if "':'" in problem:
        return say("a key has no colon after it, or no space after its colon")
    if "cannot start any token" in problem:
        return say("a value begins with a character that only a text between quotation marks may begin with")
    if "block end" in problem or "indentation" in problem:
        return say("the line is indented otherwise than those that belong to it")
    if "document" in problem:
        return say("a line of hyphens or dots ends the settings before the file's end")
    return say("its form is not understood")
