"""What veraPDF says of our files."""

from dataclasses import replace
from pathlib import Path

import pytest

from tallybook import book
from tests.book import samples
from tests.book.pdf.test_slips import SLIP
from tests.verapdf import Judge

pytestmark = pytest.mark.network
GOOD = "complies: true"


@pytest.mark.parametrize("flavour", ["2a", "ua1"])
def test_every_kind_of_paper_complies(verapdf: Judge, flavour: str, folder: Path) -> None:
    for name in ("book", "manager-1"):
        assert verapdf(flavour, folder / f"{name}.pdf") == GOOD, name


def test_paper_with_data_complies(verapdf: Judge, tmp_path: Path) -> None:
    edition = replace(samples.edition(on_paper=True), data={"unit-jd": "[1]"})
    built = book.build(edition, tmp_path / "build", out=tmp_path / "html")
    assert verapdf("3a", built.papers[0]) == GOOD


@pytest.mark.parametrize("flavour", ["2a", "ua1"])
def test_a_slip_complies(verapdf: Judge, flavour: str, tmp_path: Path) -> None:
    book.print_slip(SLIP, tmp_path / "slip.pdf")
    assert verapdf(flavour, tmp_path / "slip.pdf") == GOOD
