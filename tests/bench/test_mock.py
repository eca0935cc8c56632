"""What the benchmark of the mock server makes of given numbers: goals, ratios, rows of what was not measured."""

import pytest

from bench.load import Cost
from bench.mock import benchmark, scale, throughput
from bench.mock.requests import Paths
from bench.mock.servers import Server
from bench.mock.throughput import Measured
from bench.spread import Spread

KIND = ("get one", 1)


def costs(*cpu_us: float) -> list[Cost]:
    return [Cost(1e6 / each, each, 1, 2) for each in cpu_us]


def measured(name: str, *cpu_us: float, problem: str = "") -> Measured:
    server = Server(name, "as it comes", lambda _: [], Paths())
    return Measured(server, [0.4], {KIND: costs(*cpu_us)} if cpu_us else {}, 50, 60, problem)


def goals(prism: float, bare: float) -> dict[str, str]:
    """Give what is said of each goal where the mock takes 100 µs for a request."""
    others = (measured("Prism, static", prism), measured("bare ASGI, the same SQL", bare))
    table = benchmark._goals([measured("this mock", 100), *others])  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    return {row[0]: row[1] for row in table.rows}


def test_a_goal_is_reached_from_its_very_number_on() -> None:
    assert goals(200, 50) == {
        "while Prism, static serves one": "2.00; goal 2: reached",
        "while Prism, dynamic serves one": "",
        "while bare ASGI, the same SQL serves one": "0.50; goal 0.5: reached",
    }


def test_a_goal_is_not_reached_below_it() -> None:
    assert list(goals(199, 49).values()) == ["1.99; goal 2: not reached", "", "0.49; goal 0.5: not reached"]


@pytest.mark.parametrize(
    ("start_s", "idle_mb", "told"),
    [(0.44, 69, ["0.44: reached.", "69: reached."]), (0.45, 70, ["0.45: not reached.", "70: not reached."])],
)
def test_the_goals_of_start_and_memory_are_told(start_s: float, idle_mb: float, told: list[str]) -> None:
    mine = Measured(measured("this mock").server, [start_s], {}, idle_mb)
    found = list(benchmark._findings([mine]))  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    assert [line.rpartition(", ")[2] for line in found] == told


def test_a_server_is_compared_within_the_rounds_it_was_asked_in() -> None:
    mine, slow = measured("this mock", 100, 50, 200), measured("slow", 300, 300)
    assert throughput.ratios([mine, slow], KIND) == {"slow": Spread(4.5, 3, 6)}
    cpu = throughput.tables([mine, slow])[1]
    assert cpu.rows == (("this mock", "100"), ("slow", "300 · 4.5 (3.0 to 6.0)"))


def test_a_server_that_went_away_is_a_row_that_says_so() -> None:
    gone = measured("gone", problem="get one: closed")
    tables = throughput.tables([measured("this mock", 100), gone, measured("slow")])
    assert tables[1].rows[1:] == (("gone", "not measured"), ("slow", "too slow to ask"))
    findings = list(benchmark._findings([measured("this mock", 100), gone]))  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    assert findings[0] == "gone is not measured: get one: closed."


def test_every_filter_is_shown_with_the_spread_of_its_rounds() -> None:
    took = {"email: count": {10: [1.0, 2.0, 4.0], 20: [3.0, 3.0, 3.0]}, "email: last page": {20: [5.0]}}
    table = scale._query_table(took, (10, 20))  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    assert table.rows == (("email: count", "2.00 (1.00 to 4.00)", "3.00"), ("email: last page", "none", "5.00"))
