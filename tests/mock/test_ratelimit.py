"""The windows of the rate limits: spec/DECISIONS.md."""

import pytest
from tests.mock.client import Clock

from bigcommerce_contract.mock import shared_windows
from bigcommerce_contract.mock.errors import ApiError
from bigcommerce_contract.mock.ratelimit import RateLimiter
from bigcommerce_contract.mock.shared_windows import SharedWindows
from bigcommerce_contract.mock.windows import Windows


@pytest.fixture(params=[Windows, SharedWindows])
def limiter(request: pytest.FixtureRequest, clock: Clock) -> RateLimiter:
    return RateLimiter(clock, request.param())


def test_the_quota_is_full_again_when_the_window_ends(clock: Clock, limiter: RateLimiter) -> None:
    limiter.take_oauth("abc123", 1)
    clock.now += 20.5
    with pytest.raises(ApiError) as refused:
        limiter.take_oauth("abc123", 1)
    assert refused.value.headers["X-Rate-Limit-Time-Reset-Ms"] == "9500"
    assert refused.value.headers["X-Retry-After"] == "10"
    clock.now += 9.5
    assert limiter.take_oauth("abc123", 1)["X-Rate-Limit-Requests-Left"] == "0"


def test_stores_and_forms_have_quotas_of_their_own(limiter: RateLimiter) -> None:
    limiter.take_oauth("abc123", 1)
    assert limiter.take_oauth("other", 1)["X-Rate-Limit-Requests-Left"] == "0"
    assert limiter.take_basic("abc123", 1) == {"X-BC-ApiLimit-Remaining": "0"}


def test_the_basic_quota_lasts_an_hour(clock: Clock, limiter: RateLimiter) -> None:
    limiter.take_basic("abc123", 1)
    clock.now += 3599
    with pytest.raises(ApiError) as refused:
        limiter.take_basic("abc123", 1)
    assert (refused.value.status, refused.value.headers) == (509, {"X-BC-ApiLimit-Remaining": "0"})
    clock.now += 1
    assert limiter.take_basic("abc123", 1) == {"X-BC-ApiLimit-Remaining": "0"}


def test_a_window_that_is_forgotten_begins_anew(limiter: RateLimiter) -> None:
    for _ in range(2):
        limiter.take_oauth("abc123", 2)
    limiter.forget("abc123")
    limiter.forget("unknown")
    assert limiter.take_oauth("abc123", 2)["X-Rate-Limit-Requests-Left"] == "1"


def test_many_stores_share_memory_and_no_window(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_windows, "_SLOTS", 1000)
    limiter = RateLimiter(clock, SharedWindows())
    # More than there are slots, but for those whose window is over.
    for group in range(4):
        stores = [f"{group}-{number}" for number in range(300)]
        for used in (1, 2):
            left = {limiter.take_oauth(store, 2)["X-Rate-Limit-Requests-Left"] for store in stores}
            assert left == {str(2 - used)}
        clock.now += 31


def test_a_table_that_is_full_forgets_and_refuses_nobody(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_windows, "_SLOTS", 1)
    limiter = RateLimiter(clock, SharedWindows())
    for store in ("abc123", "other", "abc123"):
        assert limiter.take_oauth(store, 2)["X-Rate-Limit-Requests-Left"] == "1"
