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


TABLES = {
    "customers": (
        "customer_id,name,manager_id,tier,contact,phone,gained_on,lost_on\n"
        "k1,海港船厂,007,战略,周先生,13812345678,2020-03-01,\n"
        "k2,Kay & Co,007,,,,2025-02-03,\n"
        "k3,南岸 | 仓储,NO,,,,2021-01-01,2025-05-06\n"
    ),
    "visits": (
        "visit_id,date,manager_id,customer_id,purpose,need,opinion,handler,due,closed_on\n"
        "v1,2025-02-03,007,k1,续贷,,利率太高,王㛃,2025-03-31,2025-03-20\n"
        "v2,2025-04-05,007,k2,开户,结算,等待太久,支行,2025-05-31,\n"
        "v3,2025-05-06,NO,k3,走访,,,,,\n"
    ),
    "problems": (
        "problem_id,manager_id,raised_on,text,cause,owner,due,closed_on\n"
        "p1,007,2025-01-10,客户流失,价格高,王㛃,2025-03-31,2025-03-01\n"
        "p2,007,2025-02-10,走访太少,人手不足,支行,2025-05-31,\n"
        "p3,NO,2025-06-01,押品重估迟,,陈堃,2025-08-31,\n"
    ),
}


def write(folder: Path, language: str) -> Path:
    """The small workspace with a table for every section that a page may have."""
    small.write(folder, language=language)
    config = folder / "_config.yml"
    more = "".join(f"    {name}: {{file: data/{name}.csv}}\n" for name in TABLES)
    config.write_text(config.read_text("utf-8").replace("  running:", f"{more}  running:", 1), "utf-8")
    for name, text in TABLES.items():
        (folder / "data" / f"{name}.csv").write_text(text, "utf-8")
    return folder


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
    for page in render(write(tmp_path / "w", language)):
        golden = GOLDEN / language / f"{page.slug}.md"
        if os.environ.get("RENEW"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(page.text, encoding="utf-8")
        assert page.text == golden.read_text(encoding="utf-8"), page.slug
