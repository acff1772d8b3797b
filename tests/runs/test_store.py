"""A kept notebook is found again as it was kept, and not at all where a single byte of it is another."""

from dataclasses import replace
from pathlib import Path

from tallybook import results
from tallybook.domain.results import Results
from tallybook.runs import store
from tests.runs import making


def test_what_was_kept_is_found_and_nothing_that_was_touched(tmp_path: Path) -> None:
    job = making.job(tmp_path, "ok", "ok", notebook=making.notebook(tmp_path / "manager.ipynb"))
    mine = Results(subject=job.subject, period=job.period, facts=(), extra=(("count", "1"),))
    shown = {"output_type": "display_data", "metadata": {}, "data": results.bundle(mine)}
    cell = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [shown], "source": "1"}
    notebook = {"cells": [cell], "metadata": {"kernelspec": {}}, "nbformat": 4}
    kept = store.keep(job, store.portable(job, notebook, tmp_path / "private"), tmp_path)
    found = store.find(job, tmp_path)
    assert found is not None
    assert found.results == mine
    whole = kept.read_bytes()
    for place in range(len(whole)):
        kept.write_bytes(whole[:place] + bytes((whole[place] ^ 1,)) + whole[place + 1 :])
        assert store.find(job, tmp_path) is None, whole[place - 20 : place + 20]
    another = replace(job, key="0" * len(job.key))
    kept.with_name(f"{job.subject.slug}--{another.key[:16]}.ipynb").write_bytes(whole)
    assert store.find(another, tmp_path) is None
    for other in (whole[:-1], whole + b" ", whole[:500] + whole, b""):
        kept.write_bytes(other)
        assert store.find(job, tmp_path) is None
