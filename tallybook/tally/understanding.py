"""Understanding: of which KPI a figure speaks, what it says of it, and how sure that is.

`claims(text, mentions, lexicon, subjects, period)` gives one `Claim` for each mention, in order. A claim is sure
only where every word between the KPI's name and the figure is known; nothing else may lead to an accusation.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tallybook.domain.period import Period
from tallybook.domain.tallying import FactKind, Measure, Mention
from tallybook.tally import kinds, neighbours, periods, units, years
from tallybook.tally.evidence import Subject
from tallybook.tally.lexicon import Tag
from tallybook.tally.naming import Lexicon, Token
from tallybook.tally.periods import Fit
from tallybook.tally.years import Whose

_SENTENCE_END = re.compile(r"[。！？!?\n]|\.(?=\s|$)")
_ASIDE = re.compile(r"[,，；;：:、]")
# Of a part of what is named: "Of the loans issued, …"; or of what it would be without something: 剔除春节因素.
_NARROWED = re.compile(r"\s*(?:of|among)\b[^,.;]{1,60},", re.IGNORECASE)
_ADJUSTED = re.compile(
    r"剔除|扣除|扣减|除去|不含|不计|不考虑|还原后|加回|可比口径|同口径|同店"
    r"|\b(?:excluding|except(?: for)?|apart from|leaving out|adjust(?:ed|ing) for|stripping out|net of|ignoring|like[- ]for[- ]like"
    r"|comparable|constant[- ]currency|underlying)\b",
    re.IGNORECASE,
)
_LEADING = frozenset(":：(（")
_OF_SOMETHING = ((FactKind.ACTUAL,), (FactKind.SHARE,))
_COMPARING = frozenset({"较", "比", "与", "相比"})
_PLAN_BEHIND = re.compile(r"的?(?:年度|全年|控制|考核)?(?:计划|目标|任务|预算)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a figure says: of which KPIs, which kinds of fact it may be, which way it went, whether all that is sure.

    `sentence` counts the sentences; `tags` are the words beside the figure. `growth` tells "grew 6.9 times" from
    "is 6.9 times".
    """

    mention: Mention
    sentence: int
    kpis: tuple[int, ...]
    kinds: tuple[FactKind, ...]
    sure: bool
    clear: bool
    direction: int
    growth: bool
    fit: Fit | None
    plan: Whose
    future: bool
    words: str
    tags: frozenset[Tag]


@dataclass(slots=True)
class _State:
    """What a sentence has said so far."""

    kpis: tuple[int, ...] = ()
    sure: bool = False
    led: bool = False
    strayed: bool = False
    basis: Tag | None = None
    fit: Fit | None = None
    future: bool = False
    last: tuple[FactKind, ...] = ()
    clause: list[Token] = field(default_factory=list)


def claims(
    text: str,
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    subjects: Sequence[Subject],
    period: Period | None,
) -> Iterator[Claim]:
    """One claim for each mention of a plain text."""
    reader = _Reader(text, lexicon, subjects, period)
    for number, (start, end, inside) in enumerate(_sentences(text, mentions)):
        yield from reader.sentence(number, start, end, inside)


def _sentences(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, list[Mention]]]:
    """The sentences that hold figures."""
    start, at = 0, 0
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    for end in (*ends, len(text)):
        if at < len(mentions) and mentions[at].start < end:
            if mentions[at].end > end:
                continue
            inside = []
            while at < len(mentions) and mentions[at].start < end:
                inside.append(mentions[at])
                at += 1
            yield start, end, inside
        start = end


class _Reader:
    def __init__(
        self, text: str, lexicon: Lexicon, subjects: Sequence[Subject], period: Period | None
    ) -> None:
        self.text, self.lexicon, self.subjects, self.period = text, lexicon, subjects, period
        self._yearly: set[int] = set()

    def sentence(self, number: int, start: int, end: int, inside: Sequence[Mention]) -> Iterator[Claim]:
        """The claims of one sentence, read from left to right."""
        state = _State()
        edges = [start, *(edge for mention in inside for edge in (mention.start, mention.end)), end]
        gaps = [
            years.marked(self.lexicon.tokens(self.text, *gap), self.period)
            for gap in zip(edges[::2], edges[1::2], strict=True)
        ]
        whole = neighbours.Whole.of([token for gap in gaps for token in gap])
        narrowed = bool(_NARROWED.match(self.text, start, end) or _ADJUSTED.search(self.text, start, end))
        for mention, left, right in zip(inside, gaps, gaps[1:], strict=False):
            claim = self._claim(number, mention, state, left, right, whole)
            state.last = claim.kinds
            if claim.kinds in _OF_SOMETHING and not claim.clear:
                # What follows is said of the part, or of the other thing.
                state.sure = False
            if not claim.kpis and claim.kinds == (FactKind.ACTUAL,) and claim.mention.unit:
                state.kpis, state.sure, state.strayed = (), False, True
            yield replace(claim, sure=False) if narrowed else claim

    def _claim(
        self,
        number: int,
        mention: Mention,
        state: _State,
        left: list[Token],
        right: list[Token],
        whole: neighbours.Whole,
    ) -> Claim:
        aside = neighbours.beside(right)
        local = neighbours.own(self._walk(state, neighbours.without_bound(left, mention)), aside)
        if not state.kpis or not any(token.tag is Tag.KPI for token in (*left, *state.clause)):
            self._named_elsewhere(state, aside, whole, mention)
        if mention.unit and not self._fitting(state.kpis, mention):
            self._counted(state, mention)
        following = [token for token in aside if neighbours.counts_behind(token, local)]
        kpis = self._fitting(state.kpis, mention)
        latin = neighbours.is_latin(self.text, mention)
        basis = (
            (neighbours.basis_of(aside) if latin else None)
            or state.basis
            or neighbours.basis_of(aside)
            or (whole.basis if latin else None)
        )
        percent = bool(kpis) and self.subjects[kpis[0]].is_percent
        said = kinds.Said(
            measure=mention.measure,
            tags=tuple(token.tag for token in local),
            behind=tuple(token.tag for token in following),
            basis=basis,
            of_it=self.text[max(0, mention.start - 3) : mention.start].rstrip().endswith("的"),
            signed=mention.value < 0 or self.text[mention.start - 1 : mention.start] == "+",
            percent=percent,
            before=state.last,
        )
        found = kinds.kinds(said)
        if (mention.measure is Measure.AMOUNT or percent) and _PLAN_BEHIND.match(self.text, mention.end):
            found = (FactKind.TARGET,)
        elif _is_missed_by(local, state):
            found = (FactKind.GAP,) if mention.measure is Measure.AMOUNT else (FactKind.GAP_RATE,)
        ranked = mention.measure is Measure.RANK
        doubtful = {Tag.UNKNOWN, Tag.PART, Tag.TURN} if ranked else neighbours.DOUBT
        doubt = any(
            token.tag in doubtful and not neighbours.is_small(token)
            for token in (*local, *neighbours.near(following))
        )
        doubt = doubt or state.last == (FactKind.RANK,) or (state.led and found == (FactKind.ACTUAL,))
        if found == (FactKind.TARGET,) and any(token.text in _COMPARING for token in local):
            state.basis = Tag.PLAN
        fit = next(
            (f for t in aside if t.tag is Tag.PERIOD and (f := periods.fit(t.text, self.period))), state.fit
        )
        return Claim(
            mention=mention,
            sentence=number,
            kpis=kpis,
            kinds=found,
            sure=bool(kpis) and len(kpis) == 1 and state.sure and not doubt and bool(found),
            clear=not doubt,
            direction=kinds.direction(said),
            growth=kinds.is_growth(said),
            fit=fit,
            plan=self._plan(kpis, (*local, *following)),
            future=state.future,
            words=self.text[left[0].start : mention.start] if left else "",
            tags=frozenset(token.tag for token in (*local, *following)),
        )

    def _plan(self, kpis: tuple[int, ...], tokens: Sequence[Token]) -> Whose:
        """Whose plan is spoken of; once a text has named the year's of a KPI, its plain 计划 may be either."""
        found = years.whose(tokens, self.period, named=not self._yearly.isdisjoint(kpis))
        if found is not Whose.OWN:
            self._yearly.update(kpis)
        return found

    def _named_elsewhere(
        self, state: _State, aside: Sequence[Token], whole: neighbours.Whole, mention: Mention
    ) -> None:
        """Take the KPI from behind the figure, or the only one that the sentence names."""
        if named := neighbours.named_behind(aside, mention):
            state.kpis, state.sure = named
        # Ranks come behind how many are ranked: 在 9 个片区中排名第 4.
        elif not state.kpis and (mention.measure is Measure.RANK or not state.strayed):
            state.kpis, state.sure = whole.kpis, whole.plain

    def _counted(self, state: _State, mention: Mention) -> None:
        """The KPI that is named by what is counted, "42 complaints": never sure, for these may be some of them."""
        for token in self.lexicon.tokens(self.text, mention.start, mention.end):
            if token.tag is Tag.KPI:
                state.kpis, state.sure = token.kpis, False

    def _walk(self, state: _State, left: list[Token]) -> list[Token]:
        """Take in the words before a figure; returns those that bear on it."""
        local: list[Token] = []
        clause: list[Token] = []
        for token in left:
            if token.tag is Tag.STOP:
                if _ASIDE.match(token.text) and any(
                    t.tag is Tag.UNKNOWN and not neighbours.is_small(t) for t in clause
                ):
                    state.sure = state.sure and any(t.tag is Tag.KPI for t in clause)
                clause = []
                if token.text not in _LEADING:
                    local = []
                continue
            clause.append(token)
            if token.tag is Tag.KPI:
                state.kpis, state.sure, state.strayed = token.kpis, neighbours.is_whole(clause), False
                state.led = neighbours.is_led_by_change(clause)
                state.basis = None if not any(t.tag in kinds.BASES for t in clause) else state.basis
                local = [t for t in local if t.tag in kinds.BASES or t.tag in (Tag.PLAN, Tag.NOW, Tag.YEAR)]
            else:
                local.append(self._note(state, token, clause[-2] if clause[:-1] else None))
        state.clause = clause
        return local

    def _note(self, state: _State, token: Token, before: Token | None) -> Token:
        """Keep what a word says for all that follows; 较上半年 and 较去年下半年 may be comparisons with the period before."""
        if token.tag is Tag.PERIOD and before and before.tag is Tag.LAST_YEAR:
            if periods.is_before(token.text, self.period):
                token = replace(token, tag=Tag.LAST_TIME)
        elif token.tag is Tag.PERIOD and before and before.text in _COMPARING:
            if periods.fit(token.text, self.period) is Fit.BEFORE:
                token = replace(token, tag=Tag.LAST_TIME)
            else:
                state.sure = False
                return token
        if token.tag in kinds.BASES:
            state.basis = token.tag
        elif token.tag is Tag.NOW:
            state.basis = None
        elif token.tag is Tag.FUTURE:
            state.future = True
        elif token.tag is Tag.PERIOD:
            state.fit = periods.fit(token.text, self.period) or state.fit
        return token

    def _fitting(self, named: tuple[int, ...], mention: Mention) -> tuple[int, ...]:
        """Of the KPIs that are named so, those of which a figure with this unit can speak."""
        if mention.measure is not Measure.AMOUNT:
            return named
        return tuple(
            place
            for place in named
            if not self.subjects[place].is_percent
            and (not self.subjects[place].unit or units.alike(mention.unit, self.subjects[place].unit))
        )


def _is_missed_by(local: Sequence[Token], state: _State) -> bool:
    """Whether a figure is the distance to the plan: "missed the plan of 9 million by 3%", "beat the plan by 3%"."""
    words = [token.text.lower() for token in local]
    planned = state.last == (FactKind.TARGET,) if len(words) == 1 else any(t.tag is Tag.PLAN for t in local)
    return words[-1:] == ["by"] and planned
