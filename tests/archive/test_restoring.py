"""Packages from elsewhere: good ones are taken in, crafted ones refused by name before anything is written."""

import contextlib
import gzip
import hashlib
import io
import os
import random
import stat
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from tallybook.archive import export
from tallybook.archive.restoring import Limits, restore
from tallybook.archive.restoring.refusing import PackageError
from tallybook.errors import ArchiveError
from tests.archive import making

GOOD = {"data/html/index.html": b"<p>good</p>", "data/workspace/a.csv": b"a,b\n1,2\n"}
TAR_KINDS = {
    "link": tarfile.SYMTYPE,
    "hard link": tarfile.LNKTYPE,
    "pipe": tarfile.FIFOTYPE,
    "device": tarfile.CHRTYPE,
}


def bag(payload: Mapping[str, bytes] = GOOD, **more: bytes) -> dict[str, bytes]:
    """The files of a bag with a right manifest."""
    lines = [f"{hashlib.sha512(data).hexdigest()}  {name}\n" for name, data in payload.items()]
    declared = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    tags = {"bagit.txt": declared, "manifest-sha512.txt": "".join(lines).encode()}
    return {**tags, **payload, **{name.replace("__", "."): data for name, data in more.items()}}


def as_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / "package" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "package" / name).write_bytes(data)
    return folder / "package"


def as_zip(folder: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(folder / "package.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return folder / "package.zip"


def as_tar(folder: Path, files: Mapping[str, bytes], *more: tarfile.TarInfo, mode: str = "w") -> Path:
    with tarfile.open(folder / "package.tar", mode) as packed:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            packed.addfile(info, io.BytesIO(data))
        for info in more:
            packed.addfile(info)
    return folder / "package.tar"


def as_tar_gz(folder: Path, files: Mapping[str, bytes]) -> Path:
    return as_tar(folder, files, mode="w:gz")


FORMS = [as_folder, as_zip, as_tar, as_tar_gz]


def refused(package: Path, limits: Limits | None = None) -> set[tuple[str, str]]:
    """Why a package is refused: kinds and files; and that nothing was written."""
    beside = package.parent / "written"
    beside.mkdir()
    with pytest.raises(PackageError) as caught:
        restore(package, beside / "to", limits=limits)
    assert list(beside.iterdir()) == []
    return {(fault.kind, fault.file) for fault in caught.value.faults}


@pytest.mark.parametrize("form", FORMS)
def test_a_good_bag_is_taken_in(tmp_path: Path, form: Callable[[Path, Mapping[str, bytes]], Path]) -> None:
    package = form(tmp_path, bag())
    done = restore(package, tmp_path / "to")
    assert (done.form, done.files) == ("BagIt", 2)
    assert making.contents(tmp_path / "to") == {
        name.removeprefix("data/"): data for name, data in GOOD.items()
    }


@pytest.mark.parametrize("form", FORMS)
def test_what_we_export_and_seal_comes_back(
    tmp_path: Path, form: Callable[[Path, Mapping[str, bytes]], Path]
) -> None:
    archive = making.sealed(tmp_path)
    (exported,) = export(archive, "2025-H1", tmp_path / "out", date(2025, 7, 20))
    (tmp_path / "bag").mkdir()
    within = {f"top/{name}": data for name, data in making.contents(exported).items()}
    restore(form(tmp_path / "bag", within), tmp_path / "from bag")
    (tmp_path / "object").mkdir()
    package = form(tmp_path / "object", making.contents(archive / making.OBJECT))
    assert restore(package, tmp_path / "from object").form == "OCFL v2"
    newest = making.contents(tmp_path / "from bag")
    assert newest == making.contents(tmp_path / "from object")
    assert newest["html/index.html"].decode() == making.SECOND["html/index.html"]
    assert newest["workspace/data/copy.csv"] == newest["workspace/data/actuals.csv"]
    restore(package, tmp_path / "first", version="v1")
    assert (tmp_path / "first/html/index.html").read_text() == making.FIRST["html/index.html"]
    with pytest.raises(ArchiveError, match="no version v9"):
        restore(package, tmp_path / "ninth", version="v9")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    package = as_folder(tmp_path, bag())
    (tmp_path / "to").mkdir()
    restore(package, tmp_path / "to")
    with pytest.raises(ArchiveError, match="there already"):
        restore(package, tmp_path / "to")


@pytest.mark.parametrize("form", [as_zip, as_tar, as_tar_gz])
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../outside", "path-outside"),
        ("data/../../outside", "path-outside"),
        ("/outside", "path-outside"),
        ("data//a", "path-outside"),
        ("C:/outside", "path-outside"),
        ("data\\..\\outside", "path-outside"),
        ("~/outside", "path-outside"),
        ("data/a\nb", "strange-name"),
        ("data/\x1b[2Ja", "strange-name"),
        ("data/\u202etxt.exe", "strange-name"),
        ("data/" + "a" * 256, "strange-name"),
        ("data/HTML/index.html", "twin"),
        ("data/ｅ.csv/a", "unexpected"),
        ("data/workspace/a.csv/b", "file-and-folder"),
    ],
)
def test_names_that_no_package_may_hold(
    tmp_path: Path, form: Callable[[Path, Mapping[str, bytes]], Path], name: str, kind: str
) -> None:
    assert kind in {found for found, _ in refused(form(tmp_path, {**bag(), name: b"x"}))}
    assert not (tmp_path / "outside").exists()


def test_names_composed_otherwise_are_twins(tmp_path: Path) -> None:
    payload = {"data/caf\u00e9": b"1", "data/cafe\u0301": b"2"}
    assert ("twin", "data/cafe\u0301") in refused(as_zip(tmp_path, bag(payload)))


@pytest.mark.parametrize("kind", TAR_KINDS)
def test_links_and_devices_in_a_tar_file(tmp_path: Path, kind: str) -> None:
    info = tarfile.TarInfo("data/strange")
    info.type, info.linkname = TAR_KINDS[kind], "/etc/hostname"
    expected = ("link" if "link" in kind else "device", "data/strange")
    assert expected in refused(as_tar(tmp_path, bag(), info))


def test_links_in_a_zip_file(tmp_path: Path) -> None:
    package = as_zip(tmp_path, bag())
    with zipfile.ZipFile(package, "a") as packed:
        info = zipfile.ZipInfo("data/strange")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(info, "/etc/hostname")
    assert ("link", "data/strange") in refused(package)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
def test_links_and_pipes_in_a_folder(tmp_path: Path) -> None:
    package = as_folder(tmp_path, bag())
    (package / "data/link").symlink_to("/etc/hostname")
    (package / "data/linked").symlink_to("/etc")
    os.mkfifo(package / "data/pipe")
    assert refused(package) >= {("link", "data/link"), ("link", "data/linked"), ("device", "data/pipe")}


@pytest.mark.parametrize("form", [as_zip, as_tar_gz])
def test_bombs_are_not_unpacked(tmp_path: Path, form: Callable[[Path, Mapping[str, bytes]], Path]) -> None:
    package = form(tmp_path, bag({"data/bomb": bytes(60 << 20)}))
    assert package.stat().st_size < 200_000
    assert {kind for kind, _ in refused(package)} == {"too-large"}


def test_a_stream_that_never_ends_is_left_in_time(tmp_path: Path) -> None:
    """A tar file in which a long file is followed by nothing that could be listed."""
    package = tmp_path / "package.tar.gz"
    info = tarfile.TarInfo("data/endless")
    info.size = 1 << 40
    with gzip.open(package, "wb") as packed:
        packed.write(info.tobuf(tarfile.GNU_FORMAT))
        packed.write(bytes(20 << 20))
    assert {kind for kind, _ in refused(package)} == {"too-large"}


@pytest.mark.parametrize("form", FORMS)
def test_too_many_files_and_too_many_bytes(
    tmp_path: Path, form: Callable[[Path, Mapping[str, bytes]], Path]
) -> None:
    package = form(tmp_path, bag())
    assert {kind for kind, _ in refused(package, Limits(files=3))} == {"too-many-files"}
    (tmp_path / "written").rmdir()
    assert {kind for kind, _ in refused(package, Limits(bytes=100))} == {"too-large"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"data/html/index.html": b"bad"}, ("altered", "data/html/index.html")),
        ({"data/html/index.html": None}, ("missing", "data/html/index.html")),
        ({"data/more": b"x"}, ("unexpected", "data/more")),
        (
            {"bagit.txt": b"BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n"},
            ("declaration", "bagit.txt"),
        ),
        (
            {"bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: no\n"},
            ("declaration", "bagit.txt"),
        ),
        ({"bagit.txt": None}, ("no-package", ".")),
        ({"manifest-sha512.txt": None}, ("missing", "manifest-sha512.txt")),
        ({"manifest-sha512.txt": b"x\n"}, ("list", "manifest-sha512.txt")),
        ({"manifest-sha512.txt": b"\xff\n"}, ("list", "manifest-sha512.txt")),
        ({"manifest-crc32.txt": b"00 data/a\n"}, ("list", "manifest-crc32.txt")),
        ({"fetch.txt": b"https://example.org/a 8 data/workspace/a.csv\n"}, ("fetch", "fetch.txt")),
        ({"fetch.txt": b"https://example.org/a 8 /etc/passwd\n"}, ("path-outside", "/etc/passwd")),
        ({"bag-info.txt": b"Payload-Oxum: 1.1\n"}, ("size", "bag-info.txt")),
        ({"tagmanifest-md5.txt": b"00 bagit.txt\n"}, ("altered", "bagit.txt")),
        ({"tagmanifest-md5.txt": b"00 gone.txt\n"}, ("missing", "gone.txt")),
    ],
)
def test_each_damage_of_a_bag_is_named(
    tmp_path: Path, changed: Mapping[str, bytes | None], expected: tuple[str, str]
) -> None:
    files = {name: data for name, data in {**bag(), **changed}.items() if data is not None}
    assert expected in refused(as_folder(tmp_path, files))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda files: files.update({"v1/content/facts.json": b"[0]"}), ("altered", "v1/content/facts.json")),
        (lambda files: files.pop("v1/content/facts.json"), ("missing", "v1/content/facts.json")),
        (lambda files: files.update({"v2/content/more": b""}), ("unexpected", "v2/content/more")),
        (lambda files: files.update({"inventory.json": b"{}"}), ("list", "inventory.json")),
        (lambda files: files.pop("inventory.json"), ("declaration", "inventory.json")),
        (lambda files: files.pop("inventory.json.sha512"), ("missing", "inventory.json.sha512")),
        (lambda files: files.update({"inventory.json.sha512": b"00"}), ("altered", "inventory.json")),
    ],
)
def test_each_damage_of_an_object_is_named(
    tmp_path: Path, change: Callable[[dict[str, bytes]], object], expected: tuple[str, str]
) -> None:
    files = making.contents(making.sealed(tmp_path) / making.OBJECT)
    change(files)
    assert expected in refused(as_zip(tmp_path, files))


def test_an_inventory_whose_paths_clash_is_refused(tmp_path: Path) -> None:
    archive = making.sealed(tmp_path, {**making.FIRST, "html/A.html": "1", "html/a.html": "1"})
    assert ("twin", "html/a.html") in refused(archive / making.OBJECT)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04cut", b"\x1f\x8bcut", b"no package at all" * 100])
def test_what_is_no_package_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "package").write_bytes(data)
    assert {kind for kind, _ in refused(tmp_path / "package")} <= {"no-package", "unreadable"}


@pytest.mark.parametrize("form", [as_zip, as_tar, as_tar_gz])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_package_that_is_cut_off_is_refused(
    tmp_path: Path, form: Callable[[Path, Mapping[str, bytes]], Path], share: float
) -> None:
    package = form(tmp_path, bag({"data/a": os.urandom(20_000), "data/b": os.urandom(20_000)}))
    package.write_bytes(package.read_bytes()[: int(package.stat().st_size * share)])
    assert refused(package)


@pytest.mark.parametrize("form", [as_zip, as_tar_gz])
def test_a_package_with_a_flipped_bit_is_refused_or_taken_in_unharmed(
    tmp_path: Path, form: Callable[[Path, Mapping[str, bytes]], Path]
) -> None:
    chance = random.Random(5)
    sound = form(tmp_path, bag({"data/a": b"one figure after the other " * 400})).read_bytes()
    for number in range(60):
        folder = tmp_path / str(number)
        folder.mkdir()
        place, bit = chance.randrange(len(sound)), 1 << chance.randrange(8)
        package = folder / ("package.zip" if form is as_zip else "package.tar.gz")
        package.write_bytes(sound[:place] + bytes([sound[place] ^ bit]) + sound[place + 1 :])
        with contextlib.suppress(PackageError):
            restore(package, folder / "written")
            (taken,) = (folder / "written").rglob("a")
            assert taken.read_bytes() == b"one figure after the other " * 400


def test_an_encrypted_zip_file_is_refused(tmp_path: Path) -> None:
    package = as_zip(tmp_path, bag())
    data = bytearray(package.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    package.write_bytes(bytes(data))
    assert ("encrypted", "bagit.txt") in refused(package)


def test_a_name_that_says_nothing_to_terminals(tmp_path: Path) -> None:
    package = as_zip(tmp_path, {**bag(), "data/\x1b[2J": b"x"})
    assert ("strange-name", "data/\\u001b[2J") in refused(package)
