"""YAML with its places: what a settings file says, and on which line it says it."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tallybook.errors import Fault, Message, SettingsError, WorkspaceError, reason, say
from tallybook.workspace.complaints import complaint
from tallybook.workspace.extent import LONGEST, excess


class _TypedLoader(yaml.SafeLoader):
    """Takes what only looks or is said to be a date or a number, such as 2025-02-30, for the text that it is."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError):
            return node.value


class _TextLoader(_TypedLoader):
    """Leaves every scalar as written, but for nothing: 007, NO and 2025-01-31 are ids, not numbers or dates."""


_TextLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML mapping as text and as typed data, with the node tree that knows the lines."""

    name: str
    data: dict[str, Any]
    texts: dict[str, Any]
    node: yaml.MappingNode

    def line(self, path: Sequence[object]) -> int:
        """The line, from 1, of the key at `path`; of the nearest key above it where the path goes on unseen."""
        node: yaml.Node = self.node
        line = node.start_mark.line
        for part in path:
            step = _step(node, part)
            if step is not None:
                line, node = step
        return line + 1


def read_document(path: Path) -> Document:
    """Read a YAML file; raises SettingsError where it is no YAML, no mapping, too large, or says a key twice."""
    text = _text(path)
    try:
        return _document(path.name, text)
    except yaml.YAMLError as error:
        raise _error(path.name, *complaint(error, text)) from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LONGEST:
            raise _error(path.name, 1, say("it is longer than {limit} characters", limit=LONGEST))
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise WorkspaceError(
            say("{path} could not be read: {reason}.", path=path, reason=reason(error))
        ) from error
    except UnicodeDecodeError as error:
        raise _error(path.name, 1, say("it is not UTF-8 text")) from error


@functools.lru_cache(maxsize=2)
def _document(name: str, text: str) -> Document:
    """What the text says; every command asks several times, at first only for the language to speak in."""
    if too_much := excess(yaml.parse(text, Loader=_TextLoader)):
        raise _error(name, *too_much)
    node = yaml.compose(text, Loader=_TextLoader)
    if not isinstance(node, yaml.MappingNode):
        raise _error(name, 1, say("it holds no settings"))
    repeated = [_repeated(name, key) for key in _repeats(node, set())]
    if repeated:
        raise SettingsError(say("{file} says some keys twice.", file=name), repeated)
    # Both are safe loaders, which make nothing but plain data.
    typed, texts = yaml.load(text, Loader=_TypedLoader), yaml.load(text, Loader=_TextLoader)
    return Document(name, typed, texts, node)


def write_yaml(data: Mapping[str, object]) -> str:
    """Settings as a person would write them, ids and words kept text."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=False, width=110)


def _step(node: yaml.Node, part: object) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line, node.value[part]
    return None


def _repeats(node: yaml.Node, looked_at: set[int]) -> Iterator[yaml.ScalarNode]:
    # An alias is the same node again.
    if id(node) in looked_at:
        return
    looked_at.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeats(item, looked_at)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen and key.value != "<<":
                    yield key
                seen.add(key.value)
            yield from _repeats(value, looked_at)


def _repeated(name: str, key: yaml.ScalarNode) -> Fault:
    return Fault(
        kind="repeated-key",
        file=name,
        row=key.start_mark.line + 1,
        value=key.value,
        problem=say("The key {key} stands here a second time.", key=key.value),
        remedy=say("Keep one of the two."),
    )


def _error(name: str, line: int, reason: Message) -> SettingsError:
    fault = Fault(
        kind="not-yaml",
        file=name,
        row=line,
        problem=say("This cannot be read as YAML: {reason}.", reason=reason),
        remedy=say("Check the indentation, the colons and the quotation marks on and above this line."),
    )
    return SettingsError(say("{file} cannot be read.", file=name), (fault,))
