"""What a generator draws from: any JSON, and JSON that differs from something correct in a few places."""

import json
import os
from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bigcommerce_contract.check.judge.values import as_array, as_object

# Some seconds in each run of the tests; `make fuzz` asks for more, with other seeds.
_TIMES = int(os.environ.get("FUZZ_TIMES", "1"))


def bounded(examples: int) -> settings:
    """Give the settings for a property that is tried with so many examples, or a multiple of it where asked for."""
    return settings(
        max_examples=examples * _TIMES,
        derandomize=_TIMES == 1,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )


ODD_NUMBERS = st.sampled_from([10**30, -(10**400), 2**63, 0.0, -0.0, 1e308, float("nan"), float("inf"), -float("inf")])
ODD_TEXTS = st.sampled_from(
    [
        "",
        "\0",
        "\ud800",
        "\udfff\ud800",
        "\u202e",
        "NaN",
        "sNaN",
        "1e999999999",
        "-",
        "Tue, 13 Nov 2012 21:16:41 +0000",
        "Tue, 13 Nov 99999 21:16:41 +9999",
        "Tue, 31 Feb 2012 25:61:61 +0000",
        " ",
        ", ",
        "0" * 5000,
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | ODD_NUMBERS | ODD_TEXTS
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def spoiled(draw: st.DrawFn, correct: Any) -> Any:  # noqa: ANN401 - JSON is any
    """Draw a value with something else, or nothing, in one to three of its places."""
    holder = [deepcopy(correct)]
    for _ in range(draw(st.integers(1, 3))):
        where, key = draw(st.sampled_from(_places(holder)))
        if as_object(where) and draw(st.booleans()):
            del where[key]
        else:
            where[key] = draw(JSON)
    return holder[0]


def _places(node: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401
    found: list[tuple[Any, Any]] = []
    for key, value in [*(as_object(node) or {}).items(), *enumerate(as_array(node) or [])]:
        found += [(node, key), *_places(value)]
    return found


def encoded(value: Any) -> bytes:  # noqa: ANN401
    """Write JSON as Python does, NaN and lone surrogates included."""
    return json.dumps(value).encode()


class Large(bytes):
    """Bytes too many to be shown."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{bytes(self[:20])!r}... ({len(self)} bytes)"


BYTES = st.one_of(
    JSON.map(encoded),
    st.binary(max_size=40),
    st.sampled_from([b"\xef\xbb\xbf{}", "{}".encode("utf-16")]),
    st.sampled_from(
        [Large(b"[" * 100_000), Large(b'{"a":' * 100_000), Large(b"[" * 3000 + b"]" * 3000), Large(b"9" * 5000)]
    ),
)
