"""Bags are judged as the BagIt conformance suite says, each bad one by its kind."""

from pathlib import Path

import pytest

from tallybook.archive.restoring import Limits, check_bag, opened_package
from tests.unpacking import unpack

FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures" / "bagit.tar.gz"
KINDS = {
    "baginfo-missing-encoding": "declaration",
    "bom-in-bagit.txt": "declaration",
    "corrupt-data-file": "altered",
    "corrupt-tag-file": "altered",
    "extra-file-in-bag": "unexpected",
    "invalid-version-number": "declaration",
    "missing-baginfo": "missing",
    "missing-bagit.txt": "declaration",
    "same-filename-listed-twice-with-different-hashes": "listed-twice",
    "same-filename-listed-twice-with-the-same-hash": "listed-twice",
    "bagit-with-invalid-whitespace": "declaration",
    "notAllManifestsListAllFiles": "unexpected",
}


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not FIXTURES.is_file():
        pytest.skip("the BagIt conformance suite is not here")
    folder = tmp_path_factory.mktemp("bagit")
    unpack(FIXTURES, folder)
    return folder


def judged(suite: Path, *parts: str) -> dict[str, set[str]]:
    """By name, the kinds of what is wrong with each bag of some parts of the suite, for both versions."""
    found = {}
    bags = [bag for part in parts for bag in suite.glob(f"v*/{part}/*") if bag.is_dir()]
    for bag in bags:
        with opened_package(bag, Limits()) as opened:
            found[bag.relative_to(suite).as_posix()] = {fault.kind for fault in check_bag(opened)}
    return found


def test_valid_bags_and_those_only_warned_of_are_good(suite: Path) -> None:
    found = judged(suite, "valid", "warning")
    assert len(found) == 19
    assert {name: kinds for name, kinds in found.items() if kinds} == {}


def test_each_invalid_bag_is_refused_by_its_kind(suite: Path) -> None:
    found = judged(suite, "invalid", "linux-only", "windows-only")
    assert len(found) == 27
    expected = {name: KINDS.get(name.rpartition("/")[2], "path-outside") for name in found}
    assert {name: kinds for name, kinds in found.items() if expected[name] not in kinds} == {}
