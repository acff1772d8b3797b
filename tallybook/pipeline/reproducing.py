"""What is done around a build of a sealed workspace, so that it proves something."""

from pathlib import Path

from tallybook import archive, files, slices, tables, workspace
from tallybook.archive import Compared, Contents
from tallybook.domain.period import Period
from tallybook.domain.subjects import Subject
from tallybook.errors import ArchiveError, say
from tallybook.pipeline.sealing import used
from tallybook.pipeline.values import Plan, Report
from tallybook.tables import snapshots
from tallybook.workspace import Workspace


def taken_out(contents: Contents, into: Path) -> Workspace:
    """The sealed workspace in a folder; raises ArchiveError where a build would read what was not sealed."""
    found = workspace.read(archive.take_workspace(contents, into))
    databases = tables.databases(found.settings)
    if databases and not _rows(contents):
        raise ArchiveError(
            say(
                "The tables come from databases ({names}), and no snapshot of their rows was sealed; so the book "
                "cannot be made again. The rows that each chapter used are in slices/.",
                names=", ".join(databases),
            )
        )
    sealed = {path: contents.digests[path] for path in archive.of_workspace(contents.digests)}
    now = {part.path: part.digest for part in used(found, Period.parse(contents.period, found.fiscal))}
    if strange := sorted(part[0] for part in sealed.items() ^ now.items()):
        raise ArchiveError(
            say(
                "The sealed settings lead to other files than those that were sealed: {files}. Folders in "
                "read_from that begin with / are looked for on this machine and not in the archive.",
                files=", ".join(dict.fromkeys(strange[:5])),
            )
        )
    return found


def chosen(contents: Contents, ids: tuple[str, ...]) -> frozenset[Subject]:
    """The sealed subjects with one of these ids, everyone where there are none; UsageError for an unknown one."""
    everyone = archive.subjects(contents)
    return slices.chosen(everyone, ids, Period.parse(contents.period))


def again(contents: Contents, found: Workspace, period: Period) -> Plan:
    """A build of all that was built then: on paper too, its rows kept; of the sealed rows where databases gave them."""
    base = found.root / "_build"
    rows, kept = _rows(contents), base / "snapshots"
    snapshot = None
    if tables.databases(found.settings):
        for path in rows:
            files.write(kept / "sealed" / path.rpartition("/")[2], contents.read(path))
        snapshot = next(iter(snapshots.listed(kept)), None)
        if snapshot is None:
            raise ArchiveError(
                say(
                    "This version of Tallybook cannot read the sealed snapshot; software.txt tells which could."
                )
            )
    return Plan(
        folder=base / period.file_slug,
        running=found.settings.running,
        pdf=any(path.startswith("html/") and path.endswith(".pdf") for path in contents.digests),
        word=any(path.startswith("html/") and path.endswith(".docx") for path in contents.digests),
        excel=any(path.startswith("html/") and path.endswith(".xlsx") for path in contents.digests),
        snapshots=kept if rows else None,
        snapshot=snapshot,
        again=True,
    )


def _rows(contents: Contents) -> tuple[str, ...]:
    """The sealed snapshot's files: the rows of which the whole book was made."""
    return tuple(path for path in contents.digests if path.startswith(f"{archive.SNAPSHOT}/"))


def compared(contents: Contents, plan: Plan, report: Report, chosen: frozenset[Subject]) -> Compared:
    """What a build of the sealed workspace has in common with what was sealed."""
    if report.failed:
        raise ArchiveError(
            say(
                "These chapters could not be made again: {names}. With other versions of the software that can "
                "happen; software.txt in the package tells those of the time.",
                names=", ".join(failed.job.subject.name for failed in report.failed[:5]),
            )
        )
    return archive.compare(contents, archive.recall(plan.folder), plan.folder, chosen)
