"""What a finished page was found to be: kept, so that one that has not changed is not gone through again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Of the page with this digest: what it loads, where it leads, and each character without a sign with its words."""

    digest: str
    loads: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    unshown: tuple[tuple[str, str], ...] = ()
