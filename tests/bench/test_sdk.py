"""What the benchmark of the client says of clients under a rate limit, and of goals, from numbers that are given."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench.mock import scale
from bench.sdk import benchmark
from bench.sdk.peers import OFFICIAL, OURS, PEERS, PLAIN, RAW, Peer
from bench.sdk.walking import IN_FLIGHT, Walked, Way, limited_ways, paced, paced_table, walk_table


class Here(Peer):
    """A client that needs nothing but what this project's own environment holds."""

    @property
    def environment(self) -> SimpleNamespace:  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride]
        return SimpleNamespace(python=Path(sys.executable))


@pytest.fixture
def limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Let a client that waits for nothing walk through three pages of a mock that allows two requests."""
    monkeypatch.setattr(scale, "BUILD", tmp_path)
    return paced([Here(RAW.name, RAW.label, ())], 501, 2, lambda _: None)


def test_a_client_that_gives_up_under_the_limit_says_why_and_what_it_sent(limited: list[dict[str, object]]) -> None:
    (told,) = limited
    assert (told["requests"], told["refused"], "seconds" in told) == (3, 1, False)
    assert "429 Too Many Requests" in str(told["problem"])
    (row,) = paced_table(limited, 501, 2).rows
    assert row[1:-1] == ("nothing of its own", "sync", "1", "", "3", "1")
    assert row[-1].startswith("gives up: httpx2.HTTPStatusError")


def test_who_can_wait_for_the_limit_walks_in_every_form_it_has() -> None:
    ways = limited_ways(PEERS)
    found = {peer.name: [(way.mode, way.in_flight) for way in ways if way.peer is peer] for peer in PEERS}
    sync = [("sync", number) for number in IN_FLIGHT]
    assert found == {
        "raw": sync[:1],
        "raw_decoded": [],
        "ours": [*sync, *(("async", number) for number in IN_FLIGHT)],
        "plain": sync[:1],
        "openapi_generator": sync,
        "official": sync[:1],
    }


def test_a_slow_client_is_compared_in_the_rounds_that_it_walked() -> None:
    rounds = [{"seconds": seconds, "cpu_s": seconds / 2, "peak_mb": 40.0} for seconds in (2, 4, 8)]
    raw = Walked(Way(RAW, "sync", 1), rounds)
    slow = Walked(Way(PLAIN, "sync", 1), [{"seconds": 30, "cpu_s": 3, "peak_mb": 60}], rounds[0])
    gone = Walked(Way(OFFICIAL, "sync", 1), problem="it did not end within 600 s")
    assert [row[3:] for row in walk_table([raw, slow, gone], 500).rows] == [
        ("4.0", "1.00", "2.0", "1.00", "40", ""),
        ("30.0", "15.00", "3.0", "3.00", "60", "40"),
        ("it did not end within 600 s", "", "", "", "", ""),
    ]


def test_goals_are_told_of_clients_that_were_measured_in_the_same_rounds() -> None:
    results = {
        OURS.name: {"page": [2.4, 2.2, 2.2], "call": [11.0, 12.0, 12.0]},
        PLAIN.name: {"page": [2.0, 2.0, 2.0], "call": [9.0, 9.0, 9.0]},
        RAW.name: {"page": [1.0, 1.0, 1.0], "call": [10.0, 10.0, 10.0]},
        OFFICIAL.name: {"page": [80.0]},
    }
    assert list(benchmark._goals(results)) == [  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        "A page, against plain openapi-python-client: 1.10 (1.10 to 1.20) (goal: at most 1.2).",
        "A call, against httpx2 alone: 1.20 (1.10 to 1.20) (goal: at most 1.15).",
    ]
