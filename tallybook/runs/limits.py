"""How many files may be open at a time: every notebook that runs needs a good many for its kernel's channels."""

import resource

from tallybook.errors import RunsError, say

_ALONE = 80
_EACH = 20


def make_room(jobs: int) -> None:
    """Ask for as many open files as that many notebooks at a time need; raises RunsError where that is refused."""
    needed = _ALONE + _EACH * jobs
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed == resource.RLIM_INFINITY or allowed >= needed:
        return
    if most != resource.RLIM_INFINITY and most < needed:
        raise RunsError(
            say(
                "This shell allows {allowed} open files; {jobs} notebooks at a time need {needed}. "
                "Allow more with `ulimit -n {needed}`, or run fewer at a time with --jobs.",
                allowed=most,
                jobs=jobs,
                needed=needed,
            )
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (needed, most))
