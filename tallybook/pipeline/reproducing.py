"""What is done around a build of a sealed workspace, so that it proves something."""

from pathlib import Path

from tallybook import archive, slices, tables, workspace
from tallybook.archive import Compared, Contents
from tallybook.domain.period import Period
from tallybook.domain.subjects import Subject
from tallybook.errors import ArchiveError, say
from tallybook.pipeline.sealing import used
from tallybook.pipeline.values import Plan, Report
from tallybook.workspace import Workspace


def taken_out(contents: Contents, into: Path) -> Workspace:
    """The sealed workspace in a folder; raises ArchiveError where a build would read what was not sealed."""
    found = workspace.read(archive.take_workspace(contents, into))
    if databases := tables.databases(found.settings):
        raise ArchiveError(
            say(
                "The tables come from databases ({names}), which are not in the archive; so the book cannot be "
                "made again from it. The rows that each chapter used are sealed in slices/.",
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
    """A build of all that was built then: on paper too, with its rows kept, where that is sealed."""
    base = found.root / "_build"
    kept = any(path.startswith(f"{archive.SNAPSHOT}/") for path in contents.digests)
    return Plan(
        folder=base / period.file_slug,
        running=found.settings.running,
        pdf=any(path.startswith("html/") and path.endswith(".pdf") for path in contents.digests),
        snapshots=base / "snapshots" if kept else None,
    )


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
