"""Make the English starter's data: `python -m tools.make_demo_en [DIR]`; an invented bank of two branches."""

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from tools.demo.chance import Chance
from tools.demo.output import write
from tools.demo_en_notes import WORDS

SEED = 20250630
FOLDER = Path(__file__).resolve().parents[1] / "starters" / "en" / "data"
MONTHS = tuple((year, month) for year in (2024, 2025) for month in range(1, 13) if (year, month) <= (2025, 6))
HALVES = ("2024-H1", "2024-H2", "2025-H1")
# Name, branch, grade, loans a month in £k, yearly growth, share of loans not performing.
PEOPLE = (
    ("Alice Morgan", "north", "Senior", 920, 0.12, 0.009),
    ("Ben Whitaker", "north", "Principal", 640, 0.05, 0.013),
    ("Chloe Bennett", "north", "Associate", 410, 0.18, 0.008),
    ("Daniel Osei", "north", "Principal", 560, -0.06, 0.021),
    ("Emma Fraser", "south", "Senior", 880, 0.09, 0.010),
    ("Farid Khan", "south", "Principal", 610, 0.15, 0.011),
    ("Grace O'Neill", "south", "Associate", 380, 0.02, 0.016),
    ("Henry Walsh", "south", "Principal", 520, -0.03, 0.018),
)
FIRMS = ("Ashdown Foods", "Brightwater Marine", "Calder Textiles", "Dunmore Logistics", "Eastgate Printing")
KINDS = ("Ltd", "plc", "Group", "& Sons")
KPIS = (
    ("loan_issued", "Loans issued", "new loans; lending", "£k", "sum", "", "", "higher", "Volume", 25, 1),
    ("deposit_avg", "Average deposits", "deposits", "£k", "mean", "", "", "higher", "Volume", 25, 1),
    ("loan_end", "Loans outstanding", "", "£k", "last", "", "", "higher", "Volume", 10, 1),
    ("fee_income", "Fee income", "fees", "£k", "sum", "", "", "higher", "Income", 15, 1),
    ("npl_end", "Non-performing loans", "", "£k", "last", "", "", "lower", "Quality", 5, 1),
    ("npl_ratio", "Non-performing ratio", "NPL ratio", "%", "ratio", "npl_end", "loan_end", "lower", "Quality", 10, 2),
    ("visits", "Visits", "", "", "sum", "", "", "higher", "Customers", 10, 0),
)  # fmt: skip


def files() -> dict[str, str]:
    """Each file's text by its path in the data folder."""
    amounts = tuple(_amounts())
    found = {
        "units.csv": _csv("Unit,Name,Above,Leader", UNITS),
        "managers.csv": _csv("Staff no.,Name,Unit,Title,Grade", _managers()),
        "kpis.csv": _csv(
            "KPI,Name,Also called,Measured in,Adds up as,Numerator,Denominator,Better,Group,Weight,Decimals",
            KPIS,
        ),
        "actuals.csv": _csv("Staff no.,Date,KPI,Amount,Customer", amounts),
        "targets.csv": _csv("Staff no.,Period,KPI,Plan", _targets()),
        "customers.csv": _csv("Customer,Name,Staff no.,Tier,Gained on", _customers()),
        "visits.csv": _csv(
            "Visit,Date,Staff no.,Customer,Purpose,Need,Opinion,Handled by,Due,Closed on", _visits()
        ),
        "problems.csv": _csv("No.,Staff no.,Raised on,Problem,Cause,Owner,Due,Closed on", _problems()),
        "commitments.csv": _csv("No.,Staff no.,Period,Step,Owner,Due,KPI,Target,State,Reason", _promises()),
    }
    return found | {f"notes/2025-H1/{_id(n)}.md": _note(n, amounts) for n in range(8) if _id(n) in WORDS}


UNITS = (
    ("bank", "Harbour & Vale Bank, business banking", "", ""),
    ("north", "North Quay branch", "bank", "p1"),
    ("south", "South Vale branch", "bank", "p5"),
)


def _id(number: int) -> str:
    return f"p{number + 1}"


def _managers() -> Iterator[Sequence[object]]:
    for number, (name, unit, grade, *_) in enumerate(PEOPLE):
        yield _id(number), name, unit, "Relationship manager", grade


def _last(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _loans(number: int, place: int) -> list[float]:
    """What each of five customers borrowed in a month, the first the most."""
    *_, monthly, growth, _ = PEOPLE[number]
    chance = Chance(SEED, "loans", number, place)
    whole = monthly * (1 + growth) ** (place / 12) * chance.between(0.88, 1.12)
    return [round(whole * share, 1) for share in (0.42, 0.23, 0.16, 0.12, 0.07)]


def _amounts() -> Iterator[tuple[object, ...]]:
    for number, (*_, monthly, growth, bad) in enumerate(PEOPLE):
        who = _id(number)
        for place, (year, month) in enumerate(MONTHS):
            chance, last = Chance(SEED, "month", number, place), _last(year, month)
            yield who, date(year, month, 1), "deposit_avg", _deposits(number, place), ""
            for customer, amount in enumerate(_loans(number, place), 1):
                yield who, last, "loan_issued", amount, f"{who}-c{customer}"
            stock = round(monthly * 14 * (1 + growth) ** (place / 12), 1)
            yield who, last, "loan_end", stock, ""
            yield who, last, "fee_income", round(monthly * chance.between(0.016, 0.022), 1), ""
            yield who, last, "npl_end", round(stock * bad * chance.between(0.9, 1.1), 1), ""


def _deposits(number: int, place: int) -> float:
    *_, monthly, growth, _ = PEOPLE[number]
    grown: float = monthly * 20 * (1 + growth) ** (place / 12)
    return round(grown * Chance(SEED, "d", number, place).between(0.97, 1.03), 1)


def _targets() -> Iterator[Sequence[object]]:
    for number, (*_, monthly, _, bad) in enumerate(PEOPLE):
        for half, period in enumerate(HALVES):
            stretch = 1.05 ** (half + 1)
            yield _id(number), period, "loan_issued", round(monthly * 6 * stretch)
            yield _id(number), period, "deposit_avg", round(monthly * 20 * stretch)
            yield _id(number), period, "loan_end", round(monthly * 14 * stretch)
            yield _id(number), period, "fee_income", round(monthly * 6 * 0.019 * stretch, 1)
            yield _id(number), period, "npl_ratio", round(max(bad, 0.012), 4)
            yield _id(number), period, "visits", 12


def _customers() -> Iterator[Sequence[object]]:
    for number in range(len(PEOPLE)):
        for customer in range(5):
            name = f"{FIRMS[(number + customer) % 5]} {KINDS[(number // 2 + customer) % 4]}"
            yield (
                f"{_id(number)}-c{customer + 1}",
                name,
                _id(number),
                "Key" if customer < 2 else "Other",
                date(2014 + number, 1 + customer * 2, 8),
            )


def _visits() -> Iterator[Sequence[object]]:
    count = 0
    for number, (name, *_) in enumerate(PEOPLE):
        for place, (year, month) in enumerate(MONTHS):
            for turn in range(1 + (number + place) % 3):
                count += 1
                day = date(year, month, 4 + turn * 7)
                opinion = (
                    "Asks for quicker answers on credit limits" if (number + place + turn) % 9 == 0 else ""
                )
                follow = (
                    (name, day + timedelta(days=14), day + timedelta(days=10)) if opinion else ("", "", "")
                )
                yield (
                    f"v{count:04d}", day, _id(number), f"{_id(number)}-c{1 + (place + turn) % 5}",
                    ("Quarterly review", "New equipment loan", "Payments and cash")[(place + turn) % 3],
                    "", opinion, *follow,
                )  # fmt: skip


def _problems() -> Iterator[Sequence[object]]:
    texts = (
        ("Two customers moved salary payments to another bank", "The file format was refused twice"),
        ("Fee income depends on two guarantees", "Few products beyond lending are offered"),
    )
    for number in range(len(PEOPLE)):
        text, cause = texts[number % 2]
        raised = date(2025, 1 + number % 5, 12)
        closed = raised + timedelta(days=40) if number % 3 else ""
        yield (
            f"q{number + 1}",
            _id(number),
            raised,
            text,
            cause,
            PEOPLE[number][0],
            raised + timedelta(days=60),
            closed,
        )


def _promises() -> Iterator[Sequence[object]]:
    for number, (name, _, _, monthly, *_) in enumerate(PEOPLE):
        yield (
            f"s{number + 1}", _id(number), "2024-H2", f"Lend £{round(monthly * 6.4):,}k in the first half of 2025",
            name, date(2025, 6, 30), "loan_issued", round(monthly * 6.4), "open", "",
        )  # fmt: skip
        yield (
            f"s{number + 11}", _id(number), "2025-H1", "Visit every customer without a visit this half year",
            name, date(2025, 9, 30), "", "", "open", "",
        )  # fmt: skip


def _note(number: int, amounts: Sequence[tuple[object, ...]]) -> str:
    """A note whose figures are those of the tables; Ben Whitaker's are wrong, for the book to find."""
    lent = sum(float(str(row[3])) for row in amounts if row[0] == _id(number) and row[2] == "loan_issued"
               and str(row[1]) > "2025")  # fmt: skip
    plan = next(row[3] for row in _targets() if row[:3] == (_id(number), HALVES[-1], "loan_issued"))
    said = lent * 1.1 if number == 1 else lent
    figures = {"lent": f"£{said:,.1f}k", "plan": f"£{plan:,}k", "share": f"{said / float(str(plan)):.1%}"}
    words = WORDS[_id(number)]
    parts = zip(("Achievements", "Problems", "Next steps"), words, strict=True)
    return "\n".join(f"## {title}\n\n{text.format(**figures)}\n" for title, text in parts)


def _csv(header: str, rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return text.getvalue()


def main() -> None:
    """Write the data into a folder, the starter's where none is named."""
    write(files(), Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)


if __name__ == "__main__":
    main()
