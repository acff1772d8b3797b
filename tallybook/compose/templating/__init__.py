"""Templates: Jinja in a sandbox, strict about names, every value escaped on its way out; Jinja's one door.

`sandbox` is what a template may do, `checks` what is seen before it runs, `faults` how a mistake is told,
`limits` what ends a template that would run away.
"""

from tallybook.compose.templating.rendering import PAGES, SUFFIX, Templates

__all__ = ["PAGES", "SUFFIX", "Templates"]
