"""A house of many branches in which every field that can hold a word holds its branch's own canary."""

from pathlib import Path

from tests import small


def canary(branch: int) -> str:
    """A word that stands nowhere but in what belongs to a branch."""
    return f"金丝雀{branch:03d}号canary{branch:03d}"


def write(folder: Path, branches: int, more: str = "") -> Path:
    """Write the workspace: a company, branches below it, two people in each, all tables and notes filled."""
    small.write(folder, more=more)
    config = folder / "_config.yml"
    text = config.read_text(encoding="utf-8")
    declared = "".join(
        f"    {name}: {{file: data/{name}.csv}}\n" for name in ("customers", "visits", "problems", "conduct")
    )
    config.write_text(text.replace("  running:", f"{declared}  running:"), encoding="utf-8")
    for name, rows in _tables(range(1, branches + 1)).items():
        (folder / "data" / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    notes = folder / "data" / "notes" / small.PERIOD
    (notes / "007.md").unlink()
    for branch in range(1, branches + 1):
        parts = ("主要业绩", "存在问题", "下一步工作", "成功案例", "失败案例")
        note = "".join(f"## {part}\n\n{canary(branch)}的{part}，**很好**。\n\n" for part in parts)
        (notes / f"p{branch:03d}a.md").write_text(note, encoding="utf-8")
    return folder


def _tables(branches: range) -> dict[str, list[str]]:
    people = [(branch, f"p{branch:03d}{letter}") for branch in branches for letter in "ab"]
    return {
        "units": ["unit_id,name,parent_id", "bank,海港银行,"]
        + [f"u{b:03d}x,{canary(b)}支行,bank" for b in branches],
        "managers": ["manager_id,name,unit_id,title,grade"]
        + [f"{p},{canary(b)}经理{p[-1]},u{b:03d}x,客户经理,高级" for b, p in people],
        "actuals": ["manager_id,date,kpi_id,value,customer_id"]
        + [f"{p},2025-03-28,loans,{30 + b}.5,k{p}" for b, p in people]
        + [f"{p},2025-06-28,bad,{b}.25,k{p}" for b, p in people],
        "targets": ["manager_id,period,kpi_id,value", *(f"{p},2025-H1,loans,{40 + b}" for b, p in people)],
        "customers": ["customer_id,name,manager_id,tier,contact"]
        + [f"k{p},{canary(b)}公司{p[-1]},{p},A,{canary(b)}联系人" for b, p in people],
        "visits": ["visit_id,date,manager_id,customer_id,purpose,need,opinion,handler,due"]
        + [f"v{p},2025-04-01,{p},k{p},{4 * (canary(b) + ',')}2025-05-01" for b, p in people],
        "problems": ["problem_id,manager_id,raised_on,text,cause,owner,due"]
        + [f"q{p},{p},2025-04-01,{3 * (canary(b) + ',')}2025-05-01" for b, p in people],
        "commitments": ["commitment_id,manager_id,period,text,owner,due,kpi_id,target,status,reason"]
        + [f"c{p},{p},2024-H2,{canary(b)},{canary(b)},2025-03-31,,,dropped,{canary(b)}" for b, p in people]
        + [f"d{p},{p},2025-H1,{canary(b)},{canary(b)},2025-12-31,,,open," for b, p in people],
        "conduct": ["manager_id,period,item,points,full,note"]
        + [f"{p},2025-H1,按时交稿,9,10,迟交一次{canary(b)}" for b, p in people],
    }
