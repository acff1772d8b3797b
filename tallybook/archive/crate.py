"""RO-Crate 1.1 (https://w3id.org/ro/crate/1.1): what was made from what, with which software, by whom."""

import json
from collections.abc import Iterator
from typing import Any

from tallybook.archive.package import Made, Package, Stamp

NAME = "ro-crate-metadata.json"
STATUS = "Built; not reviewed and not approved"
APPROVED = "Reviewed and approved"
_PARTLY = "Approved in part: {approved} of {chapters} chapters"
_PARTS = {
    "workspace/": "What the book was made from: settings, tables, notes, templates, notebooks, pages by hand",
    "slices/": "The rows that each chapter was made from, as they were used",
    "snapshot/": "The rows of all tables as they were read, in Parquet",
    "notebooks/": "The executed notebooks, one for each chapter",
    "pages/": "The pages' source in MyST Markdown",
    "html/": "The book; begin with index.html",
}
_KINDS = {
    ".html": "text/html",
    ".json": "application/json",
    ".md": "text/markdown",
    ".css": "text/css",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".js": "text/javascript",
    ".png": "image/png",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".parquet": "application/vnd.apache.parquet",
    ".svg": "image/svg+xml",
    ".ipynb": "application/x-ipynb+json",
    ".txt": "text/plain",
    ".yml": "application/yaml",
}


def describe(package: Package, stamp: Stamp) -> bytes:
    """The metadata file of a package."""
    graph = [*_root(package, stamp), *_parts(package), *_software(package), *_actions(package)]
    data = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def status(package: Package) -> str:
    """How far a book has been approved, chapter by chapter."""
    if not package.approvals:
        return STATUS
    if len(package.approvals) == len(package.made):
        return APPROVED
    return _PARTLY.format(approved=len(package.approvals), chapters=len(package.made))


def status_of(text: bytes) -> str:
    """What the metadata of a package say of its approval."""
    graph = json.loads(text)["@graph"]
    return str(next(one for one in graph if one["@id"] == "./")["creativeWorkStatus"])


def organisation_of(text: bytes) -> str:
    """Whose record a package is, by its metadata."""
    graph = json.loads(text)["@graph"]
    return str(next(one for one in graph if one["@id"] == "#organisation")["name"])


def _root(package: Package, stamp: Stamp) -> Iterator[dict[str, Any]]:
    parts = [part for part in _PARTS if any(path.startswith(part) for path in package.digests)]
    loose = [path for path in package.digests if "/" not in path]
    yield {
        "@id": NAME,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    yield {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{package.title} {package.period}",
        "description": f"{package.title}, {package.period}, {package.unit.name}, {package.organisation}. {status(package)}.",
        "identifier": package.name,
        "temporalCoverage": package.period,
        "inLanguage": package.language,
        "creativeWorkStatus": status(package),
        "datePublished": stamp.seconds,
        "license": {"@id": "#rights"},
        "publisher": {"@id": "#organisation"},
        "author": {"@id": "#sealed-by"},
        "hasPart": [{"@id": part} for part in sorted((*parts, *loose))],
    }
    yield {"@id": "#organisation", "@type": "Organization", "name": package.organisation}
    yield {"@id": "#unit", "@type": "Organization", "name": package.unit.name, "identifier": package.unit.id}
    yield {"@id": "#sealed-by", "@type": "Person", "name": stamp.by} | (
        {"email": stamp.address} if stamp.address else {}
    )
    yield {
        "@id": "#rights",
        "@type": "CreativeWork",
        "name": "Internal record",
        "description": f"A record of {package.organisation}; its rules say who may read it.",
    }


def _parts(package: Package) -> Iterator[dict[str, Any]]:
    for part, description in _PARTS.items():
        paths = [path for path in package.digests if path.startswith(part)]
        if paths:
            yield {
                "@id": part,
                "@type": "Dataset",
                "name": description,
                "hasPart": [{"@id": path} for path in sorted(paths)],
            }
    for path in sorted(package.digests):
        suffix = "." + path.rpartition(".")[2]
        kind = {"encodingFormat": _KINDS[suffix]} if suffix in _KINDS else {}
        yield {"@id": path, "@type": "File", "name": path.rpartition("/")[2]} | kind


def _software(package: Package) -> Iterator[dict[str, Any]]:
    for name in ("tallybook", "python"):
        yield {
            "@id": f"#{name}",
            "@type": "SoftwareApplication",
            "name": name.capitalize(),
            "version": package.software.get(name, "unknown"),
        }


def _actions(package: Package) -> Iterator[dict[str, Any]]:
    yield _action("slices", "Cut for each chapter the rows that it may know", ["workspace/"], ["slices/"])
    for made in package.made:
        yield _run(made)
    if "facts.json" in package.digests:
        yield _action(
            "facts", "Take the facts that the notebooks handed over", ["notebooks/"], ["facts.json"]
        )
    yield _action(
        "pages", "Write the pages from facts, notes and templates", ["notebooks/", "workspace/"], ["pages/"]
    )
    for approval in package.approvals:
        yield {
            "@id": f"#approval-{approval.subject.slug}",
            "@type": "AuthorizeAction",
            "name": f"Approve the summary of {approval.subject.name} ({approval.subject.id})",
            "agent": {"@type": "Person", "name": approval.by},
            "endTime": approval.time,
            "object": [{"@id": f"pages/{approval.subject.slug}.md"}],
        }
    yield _action("book", "Build the book from the pages", ["pages/"], ["html/"])


def _run(made: Made) -> dict[str, Any]:
    words = f"Execute the notebook of {made.subject.name} ({made.subject.id})"
    return _action(f"run-{made.subject.slug}", words, [made.slice, made.notebook], [made.result])


def _action(name: str, words: str, used: list[str], made: list[str]) -> dict[str, Any]:
    return {
        "@id": f"#{name}",
        "@type": "CreateAction",
        "name": words,
        "instrument": [{"@id": "#tallybook"}, {"@id": "#python"}],
        "object": [{"@id": path} for path in used],
        "result": [{"@id": path} for path in made],
    }
