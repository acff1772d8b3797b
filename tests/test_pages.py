"""Golden pages of a small workspace in both languages, from tables to MyST; renewed by RENEW=1 pytest tests/test_pages.py."""

import os
from pathlib import Path

import pytest

from tallybook import compose, measures, slices, tables, workspace
from tallybook.domain.pages import Page
from tallybook.domain.period import Period
from tallybook.domain.results import Job, Results, Succeeded
from tallybook.domain.slices import Slice
from tests import small

GOLDEN = Path(__file__).parent / "golden"


def chapter(slice_: Slice) -> compose.Chapter:
    """A chapter whose run went well and drew nothing."""
    results = Results(
        subject=slice_.subject,
        period=slice_.period.slug,
        facts=measures.facts(slice_),
        courses=measures.courses(slice_),
        concentration=measures.concentration(slice_),
        reconciliation=measures.reconciliation(slice_),
        members=measures.member_facts(slice_),
        explanations=measures.explanations(slice_, measures.facts(slice_)),
        quotas=measures.quotas(slice_),
        bridges=measures.bridges(slice_),
    )
    job = Job(
        subject=slice_.subject, period=results.period, notebook=Path("n"), slice_file=Path("s"), key="k"
    )
    return compose.Chapter(
        slice=slice_, outcome=Succeeded(job=job, results=results, notebook=Path("n"), seconds=0)
    )


def render(folder: Path) -> tuple[Page, ...]:
    found = workspace.read(folder)
    read = tables.read(folder, found.settings)
    period = Period.parse(small.PERIOD)
    cut = tuple(slices.cut(read, found.settings, period, slices.subjects(read, period)))
    book = compose.BookContent(
        title=found.title,
        organisation=found.settings.organisation,
        period=period,
        kpis=read.kpis,
        lead_kpi=cut[0].house.lead_kpi,
        summaries=compose.summarise([chapter(slice_) for slice_ in cut], read.notes, found.wording),
        tolerated=read.tolerated,
        reads=read.reads,
        asks_for_notes=found.asks_for_notes,
        data_notes=read.data_notes,
        ranked_from=found.settings.findings.ranked_from,
        wording=found.wording,
    )
    return compose.render(book, found.templates())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_as_they_were_last_looked_at(tmp_path: Path, language: str) -> None:
    for page in render(small.write(tmp_path / "w", language=language)):
        golden = GOLDEN / language / f"{page.slug}.md"
        if os.environ.get("RENEW"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(page.text, encoding="utf-8")
        assert page.text == golden.read_text(encoding="utf-8"), page.slug
