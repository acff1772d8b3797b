"""A workspace small enough to be built in a test: two branches, three managers, three KPIs, both languages."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PERIOD = "2025-H1"

_CONFIG = """\
title: Half-year book
tallybook:
  organisation: Harbour Bank
  language: {language}
  lead_kpi: loans
  tables:
    units: {{file: data/units.csv}}
    managers: {{file: data/managers.csv}}
    kpis: {{file: data/kpis.csv}}
    actuals: {{file: data/actuals.csv}}
    targets: {{file: data/targets.csv}}
    commitments: {{file: data/commitments.csv}}
  running: {{jobs: 2, timeout: 120}}
{more}"""

_TABLES = {
    "units": "unit_id,name,parent_id\nbank,海港银行,\nnorth,北支行,bank\nsouth,南支行,bank\n",
    "managers": (
        "manager_id,name,unit_id,title,grade,valid_from,valid_to\n"
        "007,王㛃,north,客户经理,高级,,\n"
        "008,Ann O'Neil,north,客户经理,中级,,\n"
        "NO,陈堃,south,客户经理,初级,,\n"
    ),
    "kpis": (
        "kpi_id,name,unit,aggregate,numerator,denominator,better,weight,decimals\n"
        "loans,贷款投放额,万元,sum,,,higher,60,2\n"
        "bad,不良贷款额,万元,last,,,lower,0,2\n"
        "bad_rate,不良率,%,ratio,bad,loans,lower,40,2\n"
    ),
    "commitments": (
        "commitment_id,manager_id,period,text,owner,due,kpi_id,target,status,reason\n"
        "c1,007,2024-H2,上半年投放一百万,王㛃,2025-06-30,loans,100,open,\n"
        "c2,008,2024-H2,走访全部客户,Ann,2025-03-31,,,done,\n"
        "c3,NO,2025-H1,压降不良,陈堃,2025-12-31,bad,1,open,\n"
    ),
}


def write(folder: Path, *, language: str = "zh", more: str = "") -> Path:
    """Write the workspace with the project's own templates and notebooks."""
    (folder / "data" / "notes" / PERIOD).mkdir(parents=True)
    (folder / "_config.yml").write_text(_CONFIG.format(language=language, more=more), encoding="utf-8")
    for name, text in {**_TABLES, "actuals": _actuals(), "targets": _targets()}.items():
        (folder / "data" / f"{name}.csv").write_text(text, encoding="utf-8")
    note = "## 主要业绩\n\n上半年投放**顺利**。\n\n## 存在问题\n\n客户少。\n\n## 下一步工作\n\n1. 多走访\n"
    (folder / "data" / "notes" / PERIOD / "007.md").write_text(note, encoding="utf-8")
    for part in ("templates", "notebooks"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def _actuals() -> str:
    lines = ["manager_id,date,kpi_id,value"]
    for index, manager in enumerate(("007", "008", "NO")):
        for month in range(18):
            day = f"{2024 + month // 12}-{month % 12 + 1:02d}-28"
            lines.append(f"{manager},{day},loans,{20 + index + month}.50")
            lines.append(f"{manager},{day},bad,{1 + index}.25")
        lines.append(f"{manager},2025-06-30,loans,1.00")
        lines.append(f"{manager},2025-06-30,bad,{1 + index}.00")
    return "\n".join(lines) + "\n"


def _targets() -> str:
    rows = [
        f"{manager},2025-H1,loans,{150 + 40 * index}" for index, manager in enumerate(("007", "008", "NO"))
    ]
    return "\n".join(["manager_id,period,kpi_id,value", *rows, ""])
