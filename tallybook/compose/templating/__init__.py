"""Templates: Jinja in a sandbox, strict about names, every value escaped on its way out; Jinja's one door.

`sandbox` is what a template may do, `limits` what ends one that would run away, `checks` what none may hold,
`survey` what is seen before one runs, `samples` what it is tried with, `syntax` and `faults` how a mistake is told.
"""

from tallybook.compose.templating.rendering import PAGES, SUFFIX, MistakesError, Sample, Templates
from tallybook.compose.templating.samples import Open, merged

__all__ = ["PAGES", "SUFFIX", "MistakesError", "Open", "Sample", "Templates", "merged"]
