"""The windows of the rate limits: spec/DECISIONS.md."""

import pytest
from tests.mock.client import Clock

from bigcommerce_contract.mock.errors import ApiError
from bigcommerce_contract.mock.ratelimit import RateLimiter


def test_the_quota_is_full_again_when_the_window_ends(clock: Clock) -> None:
    limiter = RateLimiter(clock)
    limiter.take_oauth("abc123", 1)
    clock.now += 20.5
    with pytest.raises(ApiError) as refused:
        limiter.take_oauth("abc123", 1)
    assert refused.value.headers["X-Rate-Limit-Time-Reset-Ms"] == "9500"
    assert refused.value.headers["X-Retry-After"] == "10"
    clock.now += 9.5
    assert limiter.take_oauth("abc123", 1)["X-Rate-Limit-Requests-Left"] == "0"


def test_stores_and_forms_have_quotas_of_their_own(clock: Clock) -> None:
    limiter = RateLimiter(clock)
    limiter.take_oauth("abc123", 1)
    assert limiter.take_oauth("other", 1)["X-Rate-Limit-Requests-Left"] == "0"
    assert limiter.take_basic("abc123", 1) == {"X-BC-ApiLimit-Remaining": "0"}


def test_the_basic_quota_lasts_an_hour(clock: Clock) -> None:
    limiter = RateLimiter(clock)
    limiter.take_basic("abc123", 1)
    clock.now += 3599
    with pytest.raises(ApiError) as refused:
        limiter.take_basic("abc123", 1)
    assert (refused.value.status, refused.value.headers) == (509, {"X-BC-ApiLimit-Remaining": "0"})
    clock.now += 1
    assert limiter.take_basic("abc123", 1) == {"X-BC-ApiLimit-Remaining": "0"}
