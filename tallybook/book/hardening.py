"""What a book may not do, whatever its settings say: run code, read files, fetch or publish more than pages."""

from types import ModuleType
from typing import Any

from docutils.parsers.rst import Directive, directives, roles
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxRole

from tallybook.book.directives import DIRECTIVES
from tallybook.book.language import say
from tallybook.book.roles import ROLES

_SETTINGS: dict[str, Any] = {
    "html_additional_pages": {},
    "html_baseurl": "",
    "html_copy_source": False,
    "html_css_files": [],
    "html_domain_indices": False,
    "html_extra_path": [],
    "html_file_suffix": None,
    "html_js_files": [],
    "html_last_updated_fmt": None,
    "html_link_suffix": None,
    "html_permalinks": False,
    "html_search_language": "zh",
    "html_show_copyright": False,
    "html_show_sourcelink": False,
    "html_show_sphinx": False,
    "html_sidebars": {},
    "html_static_path": [],
    "html_theme": "tallybook",
    "html_theme_options": {},
    "html_use_index": False,
    "html_use_opensearch": "",
    "keep_warnings": False,
    "myst_all_links_external": False,
    "myst_commonmark_only": False,
    "myst_enable_extensions": [],
    "myst_heading_anchors": 0,
    "myst_links_external_new_tab": False,
    "myst_substitutions": {},
    "myst_url_schemes": ("http", "https", "mailto"),
    "nb_execution_mode": "off",
    "numfig": False,
    "primary_domain": None,
    "smartquotes": False,
    "suppress_warnings": ["misc.highlighting_failure", "myst.domains"],
    "templates_path": [],
}
_READING = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "smart_quotes": False,
}
_ADMONITIONS = frozenset(
    {
        *("admonition", "attention", "caution", "danger", "error", "hint", "important"),
        *("note", "seealso", "tip", "warning"),
    }
)
_WRITTEN_BY_HAND = frozenset({"code-block", "epigraph", "figure", "image", "list-table", "rubric", "table"})
FOR_EVERYBODY = _ADMONITIONS | _WRITTEN_BY_HAND
_DIRECTIVES = FOR_EVERYBODY | DIRECTIVES.keys()
_ROLES = (
    frozenset({"abbr", "code", "doc", "emphasis", "literal", "ref", "strong", "sub", "sup"}) | ROLES.keys()
)


class Refused(Directive):
    """Stands in the place of every directive that a page may not use."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Any]:
        """Fail the build, with the place."""
        config = self.state.document.settings.env.config
        raise self.error(say(config, "pages may not use {name}", name=f"{{{self.name}}}"))


class RefusedRole(SphinxRole):
    """Stands in the place of every role that a page may not use."""

    def run(self) -> tuple[list[Any], list[Any]]:
        """Fail the build, with the place."""
        said = say(self.config, "pages may not use {name}", name=f"{{{self.name}}}")
        message = self.inliner.reporter.error(said, line=self.lineno)
        return [], [message]


def harden_settings(_app: Sphinx, config: Config) -> None:
    """Put what the book rests on in place of whatever was set, in plain `jupyter-book build` too."""
    for name, value in _SETTINGS.items():
        if name in config:
            setattr(config, name, value)


def harden_reading(app: Sphinx) -> None:
    """Leave pages the directives and roles of our list, and docutils no file to read."""
    app.env.settings.update(_READING)
    # It numbers chapters, which ours are not, and does not say that it may be run beside itself.
    app.extensions["sphinx_multitoc_numbering"].parallel_read_safe = True
    for name in _known(directives, "_directive_registry", "_directives") - _DIRECTIVES:
        app.add_directive(name, Refused, override=True)
    for name in _known(roles, "_role_registry", "_roles") - _ROLES:
        app.add_role(name, RefusedRole(), override=True)


def _known(module: ModuleType, *registries: str) -> set[str]:
    return {name for registry in registries for name in vars(module)[registry]}
