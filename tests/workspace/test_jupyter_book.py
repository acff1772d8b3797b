"""Jupyter Book's part of the settings: honoured, or refused with its place and the reason, never silently ignored."""

from pathlib import Path

import pytest

from tallybook import workspace
from tallybook.errors import SettingsError
from tests.workspace.test_config import GOOD, write


def faults(folder: Path, more: str) -> list[tuple[str, str | None, str]]:
    with pytest.raises(SettingsError) as caught:
        workspace.read(write(folder, GOOD + more))
    return [(f.kind, f.column, f"{f.problem} {f.remedy}") for f in caught.value.faults]


def test_pictures_and_foot_are_found(tmp_path: Path) -> None:
    for name in ("logo.svg", "icon.png"):
        (tmp_path / name).write_bytes(b"x")
    more = 'logo: logo.svg\nhtml: {favicon: icon.png, extra_footer: "内部资料 & 请勿外传"}\n'
    found = workspace.read(write(tmp_path, GOOD + more))
    assert (found.logo, found.favicon) == (tmp_path / "logo.svg", tmp_path / "icon.png")
    assert found.foot == "内部资料 & 请勿外传"


def test_without_them_there_are_none(tmp_path: Path) -> None:
    found = workspace.read(write(tmp_path, GOOD + 'logo: ""\n'))
    assert (found.logo, found.favicon, found.foot) == (None, None, "")


@pytest.mark.parametrize(
    ("more", "kind", "column", "fragment"),
    [
        ("logo: no.png\n", "no-file", "logo", "no.png"),
        ("logo: ../outside.png\n", "outside-workspace", "logo", "into the workspace"),
        ("logo: /etc/passwd\n", "wrong-value", "logo", ".svg"),
        ("logo: [a.png]\n", "wrong-value", "logo", ".svg"),
        ("logo: link.png\n", "outside-workspace", "logo", "into the workspace"),
        ("html: {favicon: data}\n", "wrong-value", "html.favicon", ".ico"),
        ("html: {favicn: x.png}\n", "unknown-key", "html.favicn", "Did you mean favicon?"),
        ('html: {extra_footer: "<b>x</b>"}\n', "wrong-value", "html.extra_footer", "plain text"),
        ('html: {announcement: "<b>x</b>"}\n', "refused-setting", "html.announcement", "takes no HTML"),
        ("html: {baseurl: https://example.org}\n", "refused-setting", "html.baseurl", "relative"),
        ("html: {use_issues_button: true}\n", "refused-setting", "html.use_issues_button", "repository"),
        (
            "html: {analytics: {google_analytics_id: G-1}}\n",
            "refused-setting",
            "html.analytics",
            "without a network",
        ),
        ("html: {comments: {hypothesis: true}}\n", "refused-setting", "html.comments", "without a network"),
        ("sphinx: {config: {language: en}}\n", "wrong-value", "sphinx.config.language", "alone is enough"),
        ("launch_buttons: {thebe: true}\n", "refused-setting", "launch_buttons", "made from data"),
        ("execute: {execute_notebooks: force}\n", "refused-setting", "execute.execute_notebooks", "run by"),
        (
            "parse: {myst_enable_extensions: [dollarmath]}\n",
            "refused-setting",
            "parse.myst_enable_extensions",
            "MyST's basic syntax",
        ),
    ],
)
def test_what_the_book_does_not_take_is_named(
    tmp_path: Path, more: str, kind: str, column: str, fragment: str
) -> None:
    folder = tmp_path / "workspace"
    folder.mkdir()
    (tmp_path / "outside.png").write_bytes(b"x")
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (found,) = faults(folder, more)
    assert found[:2] == (kind, column)
    assert fragment in found[2]


def test_what_asks_for_nothing_is_left_alone(tmp_path: Path) -> None:
    more = (
        "execute: {execute_notebooks: off, timeout: 30}\n"
        "html: {favicon: '', baseurl: '', use_issues_button: false, comments: {hypothesis: false},\n"
        "  analytics: {plausible_analytics_domain: '', plausible_analytics_url: https://plausible.io/js/script.js}}\n"
        "launch_buttons: {notebook_interface: classic, thebe: false}\n"
        "sphinx: {config: {language: zh_CN}}\n"
        "repository: {url: https://example.org/x}\n"
        "parse: {myst_enable_extensions: []}\n"
    )
    assert workspace.read(write(tmp_path, GOOD + more)).foot == ""
