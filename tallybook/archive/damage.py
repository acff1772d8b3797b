"""What a check of an archive finds: which kind of damage, in which object and file."""

from dataclasses import dataclass
from enum import StrEnum


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
