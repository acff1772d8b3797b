"""Objects are judged as OCFL's own fixtures say, each bad one by its kind; ours are accepted by others."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.archive import layout, ocfl
from tests.archive import making
from tests.unpacking import unpack

FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures" / "ocfl-1.1.tar.gz"


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not FIXTURES.is_file():
        pytest.skip("OCFL's published fixtures are not here")
    folder = tmp_path_factory.mktemp("ocfl")
    unpack(FIXTURES, folder)
    return folder / "1.1"


def judged(folder: Path) -> Iterator[tuple[str, set[str], set[str]]]:
    """Each object's name, the rules in its name, and those found broken."""
    for path in sorted(folder.iterdir()):
        yield path.name, set(re.findall(r"[EW]\d{3}", path.name)), {note.rule for note in ocfl.check(path)}


def test_good_objects_are_found_good(fixtures: Path) -> None:
    found = list(judged(fixtures / "good-objects"))
    assert len(found) == 12
    assert [name for name, _, rules in found if rules] == []


def test_unusual_objects_are_warned_of_and_not_refused(fixtures: Path) -> None:
    found = list(judged(fixtures / "warn-objects"))
    assert len(found) == 13
    assert [name for name, named, rules in found if not named <= rules or min(rules) < "W"] == []


def test_each_bad_object_is_refused_by_its_kind(fixtures: Path) -> None:
    found = list(judged(fixtures / "bad-objects"))
    assert len(found) == 55
    assert [name for name, named, rules in found if not named <= rules] == []


@pytest.mark.parametrize("folder", ["x/../../../outside", "..", "."])
def test_no_inventory_leads_out_of_its_object(tmp_path: Path, folder: str) -> None:
    inventory, rules = ocfl.read(
        b'{"id": "a:b", "type": "https://ocfl.io/1.1/spec/#inventory", "digestAlgorithm": "sha512", "head": "v1",'
        b'"contentDirectory": "%b", "manifest": {}, "versions": {"v1": {"created": "2025-01-01T00:00:00Z",'
        b'"state": {}}}}' % folder.encode()
    )
    assert inventory is None
    assert set(rules) & {"E017", "E018"}


TEXTS = st.sampled_from(
    ["", "v1", "v2", "v01", "sha512", "content", "../a", "a/b", "created", "state", "user"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["id", "type", "digestAlgorithm", "head", "contentDirectory", "manifest", "versions", "fixity"]
)


@given(st.dictionaries(KEYS, JSON, max_size=8))
def test_whatever_stands_in_an_inventory_it_is_judged(data: dict[str, object]) -> None:
    inventory, rules = ocfl.read(json.dumps(data).encode())
    assert rules
    assert inventory is None or inventory.head in inventory.versions


def test_our_archive_is_accepted_by_ocfl_py(tmp_path: Path) -> None:
    programs = Path(sys.prefix) / "ocfl" / "bin"
    if not programs.is_dir():
        pytest.skip("ocfl-py is not installed; `make test` sets it up")
    archive = making.sealed(tmp_path)
    making.seal(tmp_path, making.FIRST, day=3, period="2025-01..2025-10")
    objects = [archive / name for name in layout.objects(archive)]
    said = ""
    for command in (["ocfl-validate.py", *objects], ["ocfl-root.py", "validate", "--root", archive]):
        whole = [programs / command[0], *command[1:]]
        done = subprocess.run(whole, capture_output=True, text=True, timeout=60, check=False)
        said += done.stdout + done.stderr
        assert done.returncode == 0, said
    assert (len(objects), said.count("is VALID"), "[W" in said) == (2, 3, False), said
