"""The feed of what was published, as Atom (RFC 4287)."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from tallybook.publish.record import Publication, Record


def feed(record: Record, name: str) -> str:
    """One entry for each period, the last published first."""
    newest = sorted(record.publications, key=lambda one: datetime.fromisoformat(one.time), reverse=True)
    updated = newest[0].time if newest else "1970-01-01T00:00:00+00:00"
    entries = "\n".join(line for one in newest for line in _entry(one, name))
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>{_id(name)}</id>
<title>{escape(name)}</title>
<updated>{updated}</updated>
<author><name>{escape(name)}</name></author>
<link rel="self" href="feed.xml"/>
<link href="index.html"/>
{entries}
</feed>
"""


def _entry(one: Publication, name: str) -> Iterator[str]:
    corrections = "".join(f" [{change.day}]" for change in one.corrections)
    yield "<entry>"
    yield f"<id>{_id(name, one.period)}</id>"
    yield f"<title>{escape(one.label + corrections)}</title>"
    yield f"<updated>{one.time}</updated>"
    yield f"<link href={quoteattr(one.folder + '/index.html')}/>"
    for correction in one.corrections[-1:]:
        words = "; ".join(f"{who}, {what}: {old} → {new}" for who, what, old, new in correction.rows[:20])
        yield f"<summary>{escape(words)}</summary>"
    yield "</entry>"


def _id(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, '/'.join(parts))}"
