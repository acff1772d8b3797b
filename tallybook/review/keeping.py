"""The record of exactly what was approved, so that old and new can be compared one day."""

import hashlib
from pathlib import Path

from tallybook import codec, files
from tallybook.domain.period import Period
from tallybook.domain.reviewing import Kept
from tallybook.review.log import FOLDER

_DIGITS = 16


def keep(root: Path, period: Period, kept: Kept) -> str:
    """Write the record; returns its SHA-256, by which the event names it."""
    data = codec.encode(kept)
    digest = hashlib.sha256(data).hexdigest()
    files.write(_place(root, period, kept.subject.slug, digest), data)
    return digest


def recall(root: Path, period: Period, slug: str, digest: str) -> Kept | None:
    """The record with this digest; None where it is missing or is not what was approved."""
    try:
        data = _place(root, period, slug, digest).read_bytes()
        return codec.decode(Kept, data) if hashlib.sha256(data).hexdigest() == digest else None
    except (OSError, codec.CodecError):
        return None


def _place(root: Path, period: Period, slug: str, digest: str) -> Path:
    return root / FOLDER / period.file_slug / f"{slug}--{digest[:_DIGITS]}.json"
