"""A million amounts and ten million visits read, checked and cut, beside plain pandas: `python -m benchmarks.size`.

Each measurement runs in a process of its own, so that none warms another and each has its own peak of memory.
Plain pandas reads the same file without a single check, and filters it for each manager as a notebook would. The
visits lie in a Parquet file and in a CSV file. Once a query takes those that a period needs, as the guide advises for
so many: those of its days, and earlier ones about which somebody still has something to do. And once each is read and
checked, and those that the period does not need are passed over.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tallybook import slices, tables
from tallybook.domain.period import Period
from tallybook.settings import Settings

MANAGERS, KPIS, MONTHS = 1000, 40, 25
PERIOD = "2025-H1"
BRANCHES = 20
VISITS, CUSTOMERS, DAYS = 10_000_000, 20_000, 1640
NEEDED = (
    "SELECT * FROM visits WHERE date <= $period_end AND (date >= $period_start OR "
    "handler IS NOT NULL AND (closed_on IS NULL OR closed_on >= $period_start))"
)


def main() -> None:
    """Make the data, measure each way, print a table."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        print(f"{MANAGERS * KPIS * MONTHS:,} amounts: {MANAGERS} managers, {KPIS} KPIs, {MONTHS} months")
        print(f"{'':<28}{'seconds':>10}{'of CPU':>10}{'MB':>8}")
        for name in WAYS:
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.size", name, folder],
                capture_output=True,
                text=True,
                check=True,
            )
            seconds, computing, megabytes = map(float, done.stdout.split())
            print(f"{name:<28}{seconds:>10.1f}{computing:>10.1f}{megabytes:>8.0f}")


def make(folder: Path) -> None:
    """Write the tables, the same each time."""
    months = [f"{2023 + (month + 5) // 12}-{(month + 5) % 12 + 1:02d}-28" for month in range(MONTHS)]
    (folder / "units.csv").write_text(
        "unit_id,name,parent_id\nhq,Head office,\n"
        + "".join(f"b{n},Branch {n},hq\n" for n in range(BRANCHES))
    )
    (folder / "managers.csv").write_text(
        "manager_id,name,unit_id\n"
        + "".join(f"m{n:04d},Manager {n},b{n % BRANCHES}\n" for n in range(MANAGERS))
    )
    (folder / "kpis.csv").write_text(
        "kpi_id,name,unit,aggregate\n" + "".join(f"k{n:02d},KPI {n},USD,sum\n" for n in range(KPIS))
    )
    (folder / "customers.csv").write_text(
        "customer_id,name,manager_id\n"
        + "".join(f"c{n},Customer {n},m{n % MANAGERS:04d}\n" for n in range(CUSTOMERS))
    )
    make_visits(folder / "visits.parquet")
    with (folder / "actuals.csv").open("w") as stream:
        stream.write("manager_id,date,kpi_id,value\n")
        for month in months:
            for manager in range(MANAGERS):
                stream.writelines(
                    f"m{manager:04d},{month},k{kpi:02d},{(manager * 7919 + kpi * 104729) % 100_000 / 100:.2f}\n"
                    for kpi in range(KPIS)
                )


def make_visits(file: Path) -> None:
    """Write the visits: about each tenth somebody has to do something, about each thirtieth for ever."""
    from tallybook.sources import duck

    first = f"DATE '2021-01-01' + (i % {DAYS})::INT"
    connection = duck.connect()
    connection.execute(
        f"COPY (SELECT 'v' || i AS visit_id, ({first})::VARCHAR AS date, "
        f"'m' || lpad((i * 7919 % {MANAGERS})::VARCHAR, 4, '0') AS manager_id, 'c' || (i % {CUSTOMERS}) AS customer_id, "
        "'routine' AS purpose, CASE WHEN i % 10 = 0 THEN 'price too high' END AS opinion, "
        "CASE WHEN i % 10 = 0 THEN 'head office' END AS handler, "
        f"CASE WHEN i % 10 = 0 AND i % 30 <> 0 THEN ({first} + 19)::VARCHAR END AS closed_on "
        f"FROM range({VISITS}) AS t (i)) TO '{file}' (FORMAT parquet)"
    )
    connection.execute(f"COPY (FROM read_parquet('{file}')) TO '{file.with_suffix('.csv')}'")


def settings(visits: dict[str, object] | None = None) -> Settings:
    """Every table from its file; the visits as they are asked for."""
    names = ("units", "managers", "kpis", "actuals", *(("customers",) if visits else ()))
    declared: dict[str, object] = {name: {"file": f"{name}.csv"} for name in names}
    if visits:
        declared["visits"] = visits
    return Settings.model_validate({"organisation": "Bench", "notes": None, "tables": declared})


def read_only(folder: Path) -> None:
    """Tables read and checked."""
    tables.read(folder, settings())


def read_and_cut(folder: Path) -> None:
    """Tables read and checked, and every subject's slice cut."""
    found, declared, period = tables.read(folder, settings()), settings(), Period.parse(PERIOD)
    for _ in slices.cut(found, declared, period, slices.subjects(found, period)):
        pass


def with_visits(folder: Path, **source: object) -> None:
    """Tables read and checked, of the visits what the period needs, and every subject's slice cut."""
    declared, period = settings(source), Period.parse(PERIOD)
    days = {
        "history_start": slices.history_start(period), "period_start": period.start, "period_end": period.end,
    }  # fmt: skip
    found = tables.read(folder, declared, days)
    for _ in slices.cut(found, declared, period, slices.subjects(found, period)):
        pass


def pandas_read(folder: Path) -> None:
    """Read without any check."""
    import pandas as pd

    pd.read_csv(folder / "actuals.csv", dtype={"manager_id": str, "kpi_id": str}, parse_dates=["date"])


def pandas_filtered(folder: Path) -> None:
    """Read without any check, and filtered for each manager."""
    import pandas as pd

    frame = pd.read_csv(
        folder / "actuals.csv", dtype={"manager_id": str, "kpi_id": str}, parse_dates=["date"]
    )
    for manager in range(MANAGERS):
        frame[frame["manager_id"] == f"m{manager:04d}"].to_dict("records")


WAYS: dict[str, Callable[[Path], None]] = {
    "read and checked": read_only,
    "read, checked and cut": read_and_cut,
    "10 M visits, queried": partial(with_visits, files={"visits": "visits.parquet"}, query=NEEDED),
    "10 M visits, Parquet whole": partial(with_visits, file="visits.parquet", only_needed=True),
    "10 M visits, CSV whole": partial(with_visits, file="visits.csv", only_needed=True),
    "pandas: read": pandas_read,
    "pandas: read and filtered": pandas_filtered,
}


def measure(name: str, folder: Path) -> None:
    """Print the seconds, those of computing, and the peak of memory of one way."""
    begin, computing = time.perf_counter(), time.process_time()
    WAYS[name](folder)
    seconds, computed = time.perf_counter() - begin, time.process_time() - computing
    print(seconds, computed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
