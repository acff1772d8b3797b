"""People's Markdown read: the constructs that notes may use, and everything else as text; the parser's door."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from tallybook.compose.escapes import visible

AS_WRITTEN = "as_written"
# A substitution, a role, display math; bounded, so that many openings without an end cost no time.
_CONSTRUCT = re.compile(
    r"\{\{.{0,500}?\}\}|\{[\w:+.-]{1,80}\}(?P<ticks>`+)(?!`).{1,500}?(?<!`)(?P=ticks)(?!`)|\$\$.{1,500}?\$\$",
    re.DOTALL,
)
# Two masked phone numbers are no bold text.
_MASK = re.compile(r"(?<=[0-9]{3})\*{4}(?=[0-9]{4})")
# Footnotes look like reference definitions, and those vanish from the page: both stay text.
_NOT_READ = ["reference", "strikethrough"]


def parse(text: str) -> SyntaxTreeNode:
    """The tree of a Markdown text in which HTML, definitions and MyST's own constructs are text."""
    return SyntaxTreeNode(_PARSER.parse(text))


def depth(node: SyntaxTreeNode) -> int:
    """How deep blocks and emphasis lie inside each other; 0 is a plain paragraph of its own."""
    return max((token.level + _inside(token) for token in node.to_tokens()), default=0)


def _inside(block: Token) -> int:
    return max((token.level for token in block.children or ()), default=0)


def shown(node: SyntaxTreeNode) -> str:
    """The characters that a reader of this tree sees, without white space."""
    return "".join("".join(_leaves(node)).split())


def plain(node: SyntaxTreeNode) -> str:
    """The text of inline content without its markup."""
    return visible("".join(_leaves(node))).strip()


def literal(node: SyntaxTreeNode) -> tuple[str, ...]:
    """The lines of a code block; of a directive with its fences, as it was written."""
    content = node.content.removesuffix("\n")
    if is_directive(node):
        content = "\n".join((node.markup + node.info, *filter(None, (content,)), node.markup))
    return tuple(visible(line) for line in content.split("\n"))


def is_directive(node: SyntaxTreeNode) -> bool:
    """Whether a fenced block would do something in MyST instead of being shown."""
    return node.type == "fence" and node.info.lstrip().startswith("{")


def rule(node: SyntaxTreeNode) -> str:
    """A horizontal rule as it was written; the parser counts one mark too many."""
    return node.markup[1:]


def _leaves(node: SyntaxTreeNode) -> Iterator[str]:
    match node.type:
        case "fence" | "code_block":
            yield "\n".join(literal(node))
        case "hr":
            yield rule(node)
        case "softbreak" | "hardbreak":
            yield " "
        case "text" | "code_inline" | "as_written":
            yield visible(node.content)
        case _:
            for child in node.children:
                yield from _leaves(child)


def _keep_as_written(state: StateInline, silent: bool) -> bool:
    found = _CONSTRUCT.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push(AS_WRITTEN, "", 0).content = found[0]
    state.pos = found.end()
    return True


def _keep_mask(state: StateInline, silent: bool) -> bool:
    found = _MASK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("js-default").disable(_NOT_READ)
    parser.inline.ruler.before("escape", AS_WRITTEN, _keep_as_written)
    parser.inline.ruler.before("emphasis", "mask", _keep_mask)
    return parser


_PARSER = _parser()
