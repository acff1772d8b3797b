"""Every change to an archive is found, and named by object, file and kind."""

import json
import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tallybook import archive
from tallybook.archive import Approval, Damage, Standing
from tallybook.errors import ArchiveError
from tallybook.wording import Wording
from tests.archive import making

OBJECT = making.OBJECT


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    making.sealed(folder)
    making.seal(folder, making.FIRST, day=3, period="2025-Q3")
    return folder / "archive"


@pytest.fixture
def copy(sealed: Path, tmp_path: Path) -> Path:
    """A copy somewhere else, with nothing beside it."""
    return Path(shutil.copytree(sealed, tmp_path / "elsewhere"))


def found(folder: Path, **options: str) -> set[tuple[str, str, Damage]]:
    return {(one.object, one.file, one.damage) for one in archive.verify(folder, **options).findings}


def test_a_copy_is_verified_by_itself_alone(copy: Path) -> None:
    whole = archive.verify(copy)
    assert whole.findings == ()
    assert (whole.objects, whole.versions) == ((OBJECT, "2025-Q3.unit-bank"), 3)
    assert archive.verify(copy, period="2025-Q3").versions == 1
    assert whole.files > archive.verify(copy, period="2025-Q3").files > 8


def test_every_flipped_bit_is_found_and_its_file_named(copy: Path) -> None:
    chance = random.Random(8)
    files = sorted(making.contents(copy))
    sizes = [(copy / name).stat().st_size for name in files]
    count = making.rounds(400, 10_000)
    for name in chance.choices(files, weights=[max(size, 60) for size in sizes], k=count):
        path = copy / name
        whole = path.read_bytes()
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        named = {"/".join(filter(None, (one.object, one.file))) for one in archive.verify(copy).findings}
        # Of a list and its checksum, of the last line and the object that it names, nobody can say which has changed.
        alike = {name.removesuffix(".sha512")} | ({"2025-Q3.unit-bank"} if name == "archive.log" else set())
        assert named & {name, *alike}, (name, place, bit, named)
        path.write_bytes(whole)
    assert found(copy) == set()


def remade(folder: Path) -> None:
    """A manifest made anew for a changed file, as somebody would who knows OCFL."""
    import hashlib

    place = folder / OBJECT
    (place / "v2/content/html/new.html").write_text("<p>forged</p>")
    digest = hashlib.sha512(b"<p>forged</p>").hexdigest()
    inventory = json.loads((place / "inventory.json").read_bytes())
    for block in (inventory["manifest"], inventory["versions"]["v2"]["state"]):
        old = next(d for d, paths in block.items() if paths[0].endswith("html/new.html"))
        block[digest] = block.pop(old)
    text = json.dumps(inventory).encode()
    for where in (place, place / "v2"):
        (where / "inventory.json").write_bytes(text)
        said = f"{hashlib.sha512(text).hexdigest()}  inventory.json\n"
        (where / "inventory.json.sha512").write_text(said)


def swapped(folder: Path) -> None:
    place = folder / OBJECT
    (place / "v1").rename(place / "x")
    (place / "v2").rename(place / "v1")
    (place / "x").rename(place / "v2")


def lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        path = folder / "archive.log"
        path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))

    return tamper


def sidecar(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        path = folder / OBJECT / "v1/inventory.json.sha512"
        path.write_bytes(change(path.read_bytes()))

    return tamper


def removed(folder: Path) -> None:
    shutil.rmtree(folder / OBJECT)


def linked(folder: Path) -> None:
    path = folder / OBJECT / "v1/content/facts.json"
    path.unlink()
    path.symlink_to("/etc/hostname")


def led_out(folder: Path) -> None:
    """A log whose line names an object outside of the archive."""
    path = folder / "archive.log"
    path.write_bytes(path.read_bytes().replace(b"tallybook:2025-Q3.unit-bank", b"tallybook:../2025-Q3"))


def put(name: str) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("[1]")

    return tamper


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (
            put(f"{OBJECT}/v1/content/html/more.html"),
            (OBJECT, "v1/content/html/more.html", Damage.UNEXPECTED),
        ),
        (put(f"{OBJECT}/more.txt"), (OBJECT, "more.txt", Damage.UNEXPECTED)),
        (put(f"{OBJECT}/logs/more.txt"), (OBJECT, "logs", Damage.UNEXPECTED)),
        (put(f"{OBJECT}/v2/more/more.txt"), (OBJECT, "v2/more", Damage.UNEXPECTED)),
        (put(f"{OBJECT}/v3/inventory.json"), (OBJECT, "v3", Damage.UNEXPECTED)),
        (put("more.txt"), ("", "more.txt", Damage.UNEXPECTED)),
        (put("2025-H2.unit-bank/more.txt"), ("2025-H2.unit-bank", "", Damage.UNEXPECTED)),
        (
            lambda folder: (folder / OBJECT / "v1/content/facts.json").unlink(),
            (OBJECT, "v1/content/facts.json", Damage.MISSING),
        ),
        (
            lambda folder: (folder / OBJECT / "v1/inventory.json").unlink(),
            (OBJECT, "v1/inventory.json", Damage.MISSING),
        ),
        (lambda folder: shutil.rmtree(folder / OBJECT / "v1"), (OBJECT, "v1", Damage.MISSING)),
        (removed, (OBJECT, "", Damage.MISSING)),
        (linked, (OBJECT, "v1/content/facts.json", Damage.UNEXPECTED)),
        (swapped, (OBJECT, "v1/inventory.json", Damage.ALTERED)),
        (remade, (OBJECT, "v2/inventory.json", Damage.ALTERED)),
        (sidecar(lambda text: text.upper()), (OBJECT, "v1/inventory.json.sha512", Damage.ALTERED)),
        (
            sidecar(lambda text: text[:128].upper() + text[128:]),
            (OBJECT, "v1/inventory.json.sha512", Damage.ALTERED),
        ),
        (sidecar(lambda text: text[:-1] + b"\v"), (OBJECT, "v1/inventory.json.sha512", Damage.ALTERED)),
        (lines(lambda all_: all_[1:]), ("", "archive.log", Damage.CHAIN_BROKEN)),
        (lines(lambda all_: [all_[0], all_[2]]), ("", "archive.log", Damage.CHAIN_BROKEN)),
        (lines(lambda all_: [all_[0], all_[2], all_[1]]), ("", "archive.log", Damage.CHAIN_BROKEN)),
        (lines(lambda all_: [*all_, all_[2]]), ("", "archive.log", Damage.CHAIN_BROKEN)),
        (lines(lambda all_: all_[:2]), ("2025-Q3.unit-bank", "", Damage.UNEXPECTED)),
        (lines(lambda all_: all_[:1]), (OBJECT, "v2", Damage.UNEXPECTED)),
        (lines(lambda all_: []), ("", "archive.log", Damage.MISSING)),
        (lambda folder: (folder / "archive.log").unlink(), ("", "archive.log", Damage.MISSING)),
        (lambda folder: (folder / "0=ocfl_1.1").unlink(), ("", "0=ocfl_1.1", Damage.MISSING)),
        (led_out, ("", "archive.log", Damage.CHAIN_BROKEN)),
    ],
)
def test_every_class_of_tampering_is_found_and_named(
    copy: Path, tamper: Callable[[Path], None], expected: tuple[str, str, Damage]
) -> None:
    tamper(copy)
    assert expected in found(copy)


def test_a_cut_tail_is_found_by_the_head_that_somebody_else_has_kept(copy: Path) -> None:
    head = archive.verify(copy).head
    shutil.rmtree(copy / "2025-Q3.unit-bank")
    lines(lambda all_: all_[:2])(copy)
    assert found(copy) == set(), "alone it cannot be known"
    assert found(copy, head=head) == {("", "archive.log", Damage.TAIL_CUT)}


def test_a_head_kept_earlier_is_still_good_when_more_was_sealed(copy: Path) -> None:
    import hashlib

    first = (copy / "archive.log").read_bytes().splitlines(keepends=True)[0]
    assert found(copy, head=hashlib.sha256(first).hexdigest().upper()) == set()


def test_the_sheet_tells_of_each_property_what_was_found(copy: Path) -> None:
    def standings() -> list[Standing]:
        return [item.standing for item in archive.sheet(archive.verify(copy))]

    good = standings()
    assert {str(item.property) for item in archive.sheet(archive.verify(copy))} == {
        "Authenticity",
        "Integrity",
        "Usability",
        "Security",
    }
    assert Standing.NOT_MET not in good
    (copy / OBJECT / "v1/content/facts.json").write_text("[0]")
    altered = standings()
    assert [a for g, a in zip(good, altered, strict=True) if g != a] == [Standing.NOT_MET] * 5
    (copy / OBJECT / "v1/content/facts.json").unlink()
    assert standings().count(Standing.NOT_MET) == 8


def test_the_sheet_tells_how_far_books_are_approved_and_on_paper(tmp_path: Path) -> None:
    def standings(folder: Path) -> dict[str, Standing]:
        return {str(item.asked): item.standing for item in archive.sheet(archive.verify(folder))}

    asked = ("Reviews are on record", "Page format for keeping (DA/T 47)")
    first = standings(making.sealed(tmp_path, making.FIRST))
    assert {first[one] for one in asked} == {Standing.NOT_YET}
    approval = Approval(subject=making.BANK, by="韩梅梅", time="2025-07-15T09:00:00+08:00")
    texts = {**making.FIRST, "html/book.pdf": "%PDF"}
    package = making.package(tmp_path / "approved", texts, approvals=(approval,))
    archive.seal(tmp_path / "archive", package, making.stamp(2))
    second = standings(tmp_path / "archive")
    assert {second[one] for one in asked} == {Standing.MET}
    crate = json.loads((tmp_path / "archive" / OBJECT / "v2/content/ro-crate-metadata.json").read_bytes())
    (action,) = [one for one in crate["@graph"] if one["@type"] == "AuthorizeAction"]
    assert (action["agent"]["name"], action["endTime"]) == ("韩梅梅", "2025-07-15T09:00:00+08:00")
    (bag,) = archive.export(tmp_path / "archive", "2025-H1", tmp_path / "out", date(2025, 7, 20))
    assert "Reviewed and approved" in (bag / "bag-info.txt").read_text(encoding="utf-8")


def test_every_item_of_the_sheet_says_what_fulfils_it(copy: Path) -> None:
    items = archive.sheet(archive.verify(copy))
    assert len(items) == len({(str(item.property), str(item.asked)) for item in items}) == 20
    assert all(str(item.answer).strip() for item in items)
    for language in ("zh", "en"):
        words = [Wording(language).message(item.answer) for item in items]
        assert len(set(words)) == len(words)


def test_where_there_is_no_archive_it_says_so(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no archive"):
        archive.verify(tmp_path)
    with pytest.raises(ArchiveError, match="Nothing of 2026"):
        archive.verify(copy, period="2026")
