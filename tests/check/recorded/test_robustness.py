"""Whatever stands in a recording, it is judged or refused with a reason."""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from tests.check.recorded.story import story
from tests.check.recorded.writing import cassette, har

from bigcommerce_contract.check.judge.values import as_array, as_object
from bigcommerce_contract.check.recorded.judging import judge_file

JUNK: tuple[Any, ...] = (
    None,
    0,
    -1,
    1.5,
    "",
    "x",
    "\x00",
    [],
    {},
    [1],
    {"a": 1},
    True,
    "http://[",
    10**30,
    "REDACTED",
    float("nan"),
)
EVENTS = (Path(__file__).parent / "schemathesis" / "events.ndjson").read_text().splitlines()
RECORDINGS: list[Any] = [cassette(story()), har(story()), [json.loads(line) for line in EVENTS]]


def places(node: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - JSON is any
    """Give every place of a document: what holds it, and its key there."""
    for key, value in [*(as_object(node) or {}).items(), *enumerate(as_array(node) or [])]:
        yield node, key
        yield from places(value)


def spoiled(seed: int) -> Any:  # noqa: ANN401 - JSON is any
    """Give a recording with junk in one to four places."""
    chance = random.Random(seed)
    document = deepcopy(RECORDINGS[seed % len(RECORDINGS)])
    for _ in range(chance.randint(1, 4)):
        holder, key = chance.choice(list(places(document)))
        if chance.random() < 0.2:
            del holder[key]
        else:
            holder[key] = chance.choice(JUNK)
    return document


@pytest.mark.parametrize("seed", range(100))
def test_a_spoiled_recording_raises_nothing(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "spoiled.json"
    document = spoiled(seed)
    lines = as_array(document)
    path.write_text(json.dumps(document) if lines is None else "\n".join(map(json.dumps, lines)))
    result = judge_file(path)
    assert (result.error is None) or not result.judged
    assert result.judged + result.masked <= result.exchanges
