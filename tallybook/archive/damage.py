"""What a check of an archive finds: which kind of damage, in which object and file."""

from dataclasses import dataclass
from enum import StrEnum

from tallybook.errors import Message, say


class Damage(StrEnum):
    """How what stands in an archive differs from what was sealed."""

    ALTERED = "altered"
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    INVALID = "invalid"
    CHAIN_BROKEN = "chain broken"
    TAIL_CUT = "tail cut"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """One damage; `object` is empty for what belongs to the archive as a whole, `rule` a rule of OCFL 1.1."""

    object: str
    file: str
    damage: Damage
    rule: str = ""
    line: int | None = None

    @property
    def place(self) -> str:
        """Where it is."""
        return seen("/".join(part for part in (self.object, self.file) if part))

    @property
    def words(self) -> Message:
        """What it is, in a sentence."""
        if self.damage is Damage.INVALID:
            return say("invalid: it breaks rule {rule} of OCFL 1.1", rule=self.rule)
        return _WORDS[self.damage]


def seen(name: str) -> str:
    """A file's name with everything in it that would not be seen made visible."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in name)


_WORDS = {
    Damage.ALTERED: say("altered: it is not what was sealed"),
    Damage.MISSING: say("missing: it was sealed and is not there"),
    Damage.UNEXPECTED: say("unexpected: it is no part of what was sealed"),
    Damage.CHAIN_BROKEN: say("chain broken: the line is not the one that was written after the line before"),
    Damage.TAIL_CUT: say("tail cut: no line has the head that was kept elsewhere"),
}
