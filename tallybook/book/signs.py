"""What a judgement looks like: the same shape and word everywhere."""

from tallybook.domain.facts import Status

MARKS = {Status.GOOD: "●", Status.WATCH: "▲", Status.BAD: "■"}
WORDS = {Status.GOOD: "on target", Status.WATCH: "watch", Status.BAD: "off target"}
NONE = "–"
