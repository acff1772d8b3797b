import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook import results
from tallybook.errors import ResultsError, ResultsTooLargeError
from tests.results import making

PLAIN = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text()
EXTRA = st.dictionaries(st.text(), PLAIN).map(lambda extra: tuple(extra.items()))


def notebook(*payloads: object) -> dict[str, Any]:
    outputs = [
        {"output_type": "display_data", "data": {results.MIME: payload, "text/plain": ""}}
        for payload in payloads
    ]
    stream = {"output_type": "stream", "name": "stdout", "text": "done"}
    return {"cells": [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": [stream, *outputs]}]}


def test_results_come_back_as_they_were_handed_over() -> None:
    given = making.results(
        members=(making.fact(subject=making.LI),), extra=(("名", "值"), ("n", 1), ("x", 1.5), ("none", None))
    )
    through_json = json.loads(json.dumps(results.encode(given)))
    assert results.from_notebook(notebook(through_json)) == given


@settings(deadline=None, max_examples=50)
@given(extra=EXTRA)
def test_any_extra_comes_back_or_is_refused_before_it_leaves(extra: tuple[tuple[str, Any], ...]) -> None:
    given = making.results(extra=extra)
    assert results.load(results.encode(given)) == given


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ResultsError):
        results.encode(making.results(extra=(("broken", "\ud800"),)))


def test_the_bundle_holds_the_payload_and_words() -> None:
    bundle = results.bundle(making.results())
    assert bundle == {results.MIME: results.encode(making.results()), "text/plain": "张敏, 2025-H1"}


@pytest.mark.parametrize(("count", "message"), [(0, "handed over no results"), (2, "results 2 times")])
def test_exactly_one_payload_is_taken(count: int, message: str) -> None:
    with pytest.raises(ResultsError, match=message):
        results.from_notebook(notebook(*[results.encode(making.results())] * count))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 2}, "of version 2; this Tallybook reads version 1"),
        ({"facts": "none"}, "does not fit its schema: facts"),
        ({"subject": None}, "does not fit its schema: subject"),
        ({"more": 1}, "does not know"),
        ({"period": "2025-H2"}, "is not of 2025-H2"),
        ({"extra": [["nan", float("nan")]]}, "what JSON cannot"),
    ],
)
def test_a_payload_of_another_shape_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ResultsError, match=message):
        results.load(results.encode(making.results()) | change)


@pytest.mark.parametrize("payload", ["text", None, [1]])
def test_a_payload_that_is_no_object_is_refused(payload: object) -> None:
    with pytest.raises(ResultsError, match="not a JSON object"):
        results.load(payload)


def test_a_payload_beyond_the_limit_is_too_large() -> None:
    with pytest.raises(ResultsTooLargeError, match="21 MB; 20 MB is the limit"):
        results.encode(making.results(extra=(("blob", "x" * 21_000_000),)))


@pytest.mark.parametrize(
    ("value", "said"), [(float("nan"), "nan"), (float("inf"), "inf"), (object(), "object"), ([1], "list")]
)
def test_what_a_page_cannot_show_is_named_by_its_key(value: object, said: str) -> None:
    whole = replace(making.results(), extra=(("rate", value),))
    with pytest.raises(ResultsError, match=rf"extra\['rate'\] is {said}"):
        results.bundle(whole)
