"""What a call does next, told without any input and output."""

from collections.abc import Sequence

import pytest

from bigcommerce_customers import APIConnectionError, APIError, APIStatusError, APITimeoutError, TooManyRequestsError
from bigcommerce_customers._runtime.calls import Answer, Call
from bigcommerce_customers._runtime.flow import Outcome, Policy, Send, Step, Surroundings, Wait, attempts
from bigcommerce_customers._runtime.limits import Pacer
from bigcommerce_customers.errors import STATUS_ERRORS

POLICY = Policy(timeout=30.0, max_retries=2, total_timeout=120.0)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def call(*, repeatable: bool = True) -> Call[None]:
    return Call("anOperation", "GET" if repeatable else "POST", "/things", lambda _: None, repeatable)


def answer(status: int, **headers: str) -> Answer:
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, b"")


def run(
    outcomes: Sequence[Answer | APIConnectionError],
    policy: Policy = POLICY,
    *,
    repeatable: bool = True,
    chance: float = 0.0,
    pacer: Pacer | None = None,
) -> tuple[list[Step], Answer]:
    """Carry out a call against given outcomes, on a clock that moves by the waits alone."""
    clock = Clock()
    steps: list[Step] = []
    flow = attempts(call(repeatable=repeatable), policy, Surroundings(STATUS_ERRORS, pacer, clock, lambda: chance))
    outcome: Outcome = None
    remaining = iter(outcomes)
    while True:
        try:
            step = flow.send(outcome)
        except StopIteration as end:
            return steps, end.value
        steps.append(step)
        if isinstance(step, Wait):
            clock.now += step.seconds
            outcome = None
        else:
            outcome = next(remaining)


def sends(steps: list[Step]) -> int:
    return sum(isinstance(step, Send) for step in steps)


def waits(steps: list[Step]) -> list[float]:
    return [step.seconds for step in steps if isinstance(step, Wait)]


def test_a_success_is_sent_once() -> None:
    steps, given = run([answer(200)])
    assert steps == [Send(30.0)]
    assert given.status == 200


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 509])
def test_passing_failures_are_repeated(status: int) -> None:
    steps, given = run([answer(status), answer(status), answer(200)])
    assert (sends(steps), given.status) == (3, 200)


@pytest.mark.parametrize("status", [304, 400, 401, 403, 404, 405, 409, 413, 415, 501, 507])
def test_lasting_failures_are_not(status: int) -> None:
    with pytest.raises(APIStatusError) as caught:
        run([answer(status)])
    assert caught.value.status == status
    assert type(caught.value) is STATUS_ERRORS.get(status, APIStatusError)


@pytest.mark.parametrize("status", [429, 503, 509])
def test_what_was_refused_beforehand_is_repeated_for_a_post_too(status: int) -> None:
    steps, _ = run([answer(status), answer(201)], repeatable=False)
    assert sends(steps) == 2


@pytest.mark.parametrize("status", [408, 500, 502, 504])
def test_what_a_post_may_have_done_is_not_done_again(status: int) -> None:
    with pytest.raises(APIStatusError, match=r"\); it may have been carried out and was not repeated$") as caught:
        run([answer(status)], repeatable=False)
    assert caught.value.maybe_carried_out


@pytest.mark.parametrize("status", [400, 401, 404, 415, 429, 503, 509])
def test_a_post_that_was_refused_has_done_nothing(status: int) -> None:
    with pytest.raises(APIStatusError, match=r"\)$") as caught:
        run([answer(status)] * 3, repeatable=False)
    assert not caught.value.maybe_carried_out


@pytest.mark.parametrize("outcome", [answer(502), APITimeoutError("read")])
def test_what_may_be_repeated_leaves_no_doubt(outcome: Answer | APIConnectionError) -> None:
    with pytest.raises(APIError) as caught:
        run([outcome] * 3)
    assert not caught.value.maybe_carried_out
    assert "carried out" not in str(caught.value)


def test_a_post_that_was_never_sent_is_repeated() -> None:
    steps, _ = run([APIConnectionError("refused", sent=False), answer(201)], repeatable=False)
    assert sends(steps) == 2


def test_a_post_whose_answer_was_lost_is_not_repeated() -> None:
    with pytest.raises(APITimeoutError, match="read; it may have been carried out and was not repeated") as caught:
        run([APITimeoutError("read")], repeatable=False)
    assert caught.value.maybe_carried_out


def test_a_post_that_was_never_sent_has_done_nothing() -> None:
    with pytest.raises(APIConnectionError, match=r"^refused$"):
        run([APIConnectionError("refused", sent=False)] * 3, repeatable=False)


def test_the_last_failure_is_raised() -> None:
    with pytest.raises(APIConnectionError, match="third"):
        run([APIConnectionError("first"), APIConnectionError("second"), APIConnectionError("third")])


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {"X_Rate_Limit_Time_Reset_Ms": "15000"}, 15.0),
        (429, {"X_Retry_After": "20"}, 20.0),
        (429, {"X_Retry_After": "20", "X_Rate_Limit_Time_Reset_Ms": "30000"}, 30.0),
        (429, {"X_Retry_After": "40", "X_Rate_Limit_Time_Reset_Ms": "30000"}, 40.0),
        (429, {"X_Retry_After": "soon"}, 0.25),
        (429, {}, 0.25),
        (503, {"Retry_After": "7", "X_Rate_Limit_Time_Reset_Ms": "30000"}, 7.0),
        (500, {"X_Rate_Limit_Time_Reset_Ms": "30000"}, 0.25),
    ],
)
def test_the_wait_is_the_longer_of_what_the_headers_ask(status: int, headers: dict[str, str], wait: float) -> None:
    steps, _ = run([answer(status, **headers), answer(200)])
    assert waits(steps) == [wait]


def test_waits_grow_and_are_spread() -> None:
    policy = Policy(timeout=None, max_retries=6, total_timeout=None)
    least, _ = run([answer(500)] * 6 + [answer(200)], policy, chance=0.0)
    most, _ = run([answer(500)] * 6 + [answer(200)], policy, chance=1.0)
    assert waits(least) == [0.25, 0.5, 1.0, 2.0, 4.0, 4.0]
    assert waits(most) == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0]


def test_a_wait_asked_for_is_spread_behind_the_moment() -> None:
    steps, _ = run([answer(429, X_Retry_After="20"), answer(200)], chance=1.0)
    assert waits(steps) == [20.5]


def test_a_wait_beyond_the_total_timeout_is_not_begun() -> None:
    with pytest.raises(TooManyRequestsError) as caught:
        run([answer(429, X_Retry_After="121")])
    assert caught.value.retry_after == 121.0


def test_an_attempt_gets_no_more_time_than_is_left() -> None:
    steps, _ = run([answer(429, X_Retry_After="100"), answer(200)])
    assert steps == [Send(30.0), Wait(100.0), Send(20.0)]


def test_without_limits_nothing_ends_a_call_but_its_retries() -> None:
    steps, _ = run([answer(429, X_Retry_After="1000"), answer(200)], Policy(None, 1, None))
    assert steps == [Send(None), Wait(1000.0), Send(None)]


def test_retries_can_be_switched_off() -> None:
    with pytest.raises(TooManyRequestsError):
        run([answer(429)], Policy(30.0, 0, 120.0))


def test_pacing_waits_for_the_next_window_before_the_limit_is_met() -> None:
    clock = Clock()
    pacer = Pacer(clock)
    limit = {"X_Rate_Limit_Requests_Left": "0", "X_Rate_Limit_Time_Reset_Ms": "9000"}
    assert waits(run([answer(200, **limit)], pacer=pacer)[0]) == []
    assert pacer.delay() == 9.0
    clock.now += 9.0
    assert pacer.delay() == 0.0


def test_pacing_counts_the_requests_under_way() -> None:
    pacer = Pacer(Clock())
    run([answer(200, X_Rate_Limit_Requests_Left="2", X_Rate_Limit_Time_Reset_Ms="9000")], pacer=pacer)
    assert [pacer.delay(), pacer.delay(), pacer.delay()] == [0.0, 0.0, 9.0]
    pacer.observe({})
    assert pacer.delay() == 0.0


def test_a_call_that_is_given_up_is_under_way_no_longer() -> None:
    pacer = Pacer(Clock())
    run([answer(200, X_Rate_Limit_Requests_Left="1", X_Rate_Limit_Time_Reset_Ms="9000")], pacer=pacer)
    flow = attempts(call(), POLICY, Surroundings(STATUS_ERRORS, pacer, Clock()))
    next(flow)
    assert pacer.delay() == 9.0
    flow.close()
    assert pacer.delay() == 0.0


@pytest.mark.parametrize("header", ["Retry-After", "X-Retry-After", "X-Rate-Limit-Time-Reset-Ms"])
@pytest.mark.parametrize("number", ["1e300", "inf", "nan", "-1", "9" * 400, "soon"])
def test_a_wait_that_no_clock_knows_was_not_asked_for(header: str, number: str) -> None:
    steps, _ = run([answer(429, **{header: number}), answer(200)], Policy(None, 1, None))
    assert waits(steps) == [0.25]
