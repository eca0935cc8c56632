"""When a call is sent, repeated and given up, without sending anything itself.

`attempts` is a generator that says what to do next and is told what came of it; the two transports carry it out.
"""

import logging
import random
import time
from collections.abc import Callable, Generator, Mapping
from http import HTTPStatus
from itertools import count
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from .arguments import require_count, require_seconds
from .calls import Answer, Call
from .errors import APIConnectionError, APIStatusError
from .limits import BANDWIDTH_LIMIT_EXCEEDED, Pacer, retry_after

logger = logging.getLogger(__name__.partition(".")[0])

# Refused before anything was done, so that repeating is safe for every method.
_NOT_CARRIED_OUT: Final = frozenset(
    {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE, BANDWIDTH_LIMIT_EXCEEDED}
)
_PASSING: Final = _NOT_CARRIED_OUT | {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.GATEWAY_TIMEOUT,
}
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 8.0


@frozen
class Send:
    """Send the request, giving up after this many seconds (None: never)."""

    timeout: float | None


@frozen
class Wait:
    """Wait for this many seconds."""

    seconds: float


Step: TypeAlias = Send | Wait
Outcome: TypeAlias = Answer | APIConnectionError | None


@frozen
class Policy:
    """How long and how often a call is tried.

    Attributes:
        timeout: Seconds for one attempt to connect, to send, or to wait for data; None waits for ever.
        max_retries: How often a call is repeated after its first attempt.
        total_timeout: Seconds after which nothing is started any more, waiting included; None sets no limit.
    """

    timeout: float | None = field(validator=require_seconds)
    max_retries: int = field(validator=require_count)
    total_timeout: float | None = field(validator=require_seconds)


@frozen
class Surroundings:
    """What the flow needs of the world: time, chance, the client's pacer and the exceptions of the statuses."""

    errors: Mapping[int, type[APIStatusError]]
    pacer: Pacer | None = None
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random


def attempts(call: Call[Any], policy: Policy, around: Surroundings) -> Generator[Step, Outcome, Answer]:
    """Say step by step what to do to carry out a call.

    Args:
        call: What to carry out.
        policy: How long and how often to try.
        around: Time, chance, pacer and exceptions.

    Yields:
        `Send`, to be answered with what came of it, or `Wait`, to be answered with None.

    Returns:
        The answer, where its status tells of success.

    Raises:
        APIStatusError: The last attempt was refused.
        APIConnectionError: The last attempt found no server or no readable answer.
    """
    deadline = None if policy.total_timeout is None else around.clock() + policy.total_timeout
    for attempt in count():
        yield from _keep_pace(around)
        outcome = yield from _send(Send(_time_left(policy.timeout, deadline, around)), around.pacer)
        pause = _pause(call, outcome, attempt, around.chance()) if attempt < policy.max_retries else None
        if pause is None or (deadline is not None and around.clock() + pause >= deadline):
            return _conclude(call, outcome, around.errors)
        logger.info("%s: %s, trying again in %.1f s", call.target, _summary(outcome), pause)
        yield Wait(pause)
    raise AssertionError  # pragma: no cover - count() does not end


def _keep_pace(around: Surroundings) -> Generator[Step, Outcome, None]:
    while around.pacer and (pause := around.pacer.delay()):
        logger.info("rate limit used up, waiting %.1f s for the next window", pause)
        yield Wait(pause)


def _send(step: Send, pacer: Pacer | None) -> Generator[Step, Outcome, Outcome]:
    outcome: Outcome = None
    try:
        outcome = yield step
    finally:
        if pacer:
            pacer.observe(outcome.headers if isinstance(outcome, Answer) else {})
    return outcome


def _time_left(timeout: float | None, deadline: float | None, around: Surroundings) -> float | None:
    if deadline is None:
        return timeout
    left = max(deadline - around.clock(), 0.001)
    return left if timeout is None else min(timeout, left)


def _pause(call: Call[Any], outcome: Outcome, attempt: int, chance: float) -> float | None:
    """Seconds to wait before the next attempt, or None where there should be none."""
    if isinstance(outcome, Answer):
        if outcome.status not in (_PASSING if call.repeatable else _NOT_CARRIED_OUT):
            return None
        asked = retry_after(outcome.status, outcome.headers)
        if asked is not None:
            # Spread clients that were all told the same moment.
            return asked + chance * _FIRST_PAUSE
    elif outcome is None or (outcome.sent and not call.repeatable):
        return None
    return min(_FIRST_PAUSE * float(2**attempt), _LONGEST_PAUSE) * (0.5 + chance / 2)


def _conclude(call: Call[Any], outcome: Outcome, errors: Mapping[int, type[APIStatusError]]) -> Answer:
    if outcome is None:
        raise AssertionError(call.target)
    if isinstance(outcome, Answer) and HTTPStatus.OK <= outcome.status < HTTPStatus.MULTIPLE_CHOICES:
        return outcome
    error = errors.get(outcome.status, APIStatusError)(outcome, call.target) if isinstance(outcome, Answer) else outcome
    error.maybe_carried_out = not call.repeatable and _leaves_doubt(outcome)
    raise error


def _leaves_doubt(failure: Answer | APIConnectionError) -> bool:
    """Tell whether the request may have been carried out before it failed."""
    if isinstance(failure, APIConnectionError):
        return failure.sent
    failed = failure.status >= HTTPStatus.INTERNAL_SERVER_ERROR or failure.status == HTTPStatus.REQUEST_TIMEOUT
    return failed and failure.status not in _NOT_CARRIED_OUT


def _summary(outcome: Outcome) -> str:
    return str(outcome.status) if isinstance(outcome, Answer) else type(outcome).__name__
