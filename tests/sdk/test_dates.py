from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcommerce_customers._runtime.dates import format_rfc2822, parse_rfc2822, rfc2822_filter

WHOLE_SECONDS = st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)


@given(WHOLE_SECONDS)
def test_every_second_survives_the_way_out_and_back(moment: datetime) -> None:
    assert parse_rfc2822(format_rfc2822(moment)) == moment


@given(WHOLE_SECONDS, st.integers(-12 * 60, 14 * 60))
def test_other_zones_are_read_as_the_same_moment(moment: datetime, minutes: int) -> None:
    local = moment.astimezone(timezone(timedelta(minutes=minutes)))
    assert parse_rfc2822(format_datetime(local)) == moment


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("Tue, 13 Nov 2012 21:16:41 +0000", 21),
        ("Tue, 13 Nov 2012 21:16:41 GMT", 21),
        ("Tue, 13 Nov 2012 21:16:41 -0000", 21),
        ("Tue, 13 Nov 2012 21:16:41 -0400", 25),
    ],
)
def test_forms_of_a_date(text: str, hour: int) -> None:
    moment = parse_rfc2822(text)
    assert moment == datetime(2012, 11, 13, tzinfo=UTC) + timedelta(hours=hour, minutes=16, seconds=41)
    assert moment.tzinfo is not None


@pytest.mark.parametrize("text", ["", "yesterday", "2012-11-13T21:16:41Z", "Tue, 31 Nov 2012 21:16:41 +0000"])
def test_what_is_no_rfc_2822_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_rfc2822(text)


def test_a_filter_takes_datetimes_of_any_zone_and_dates() -> None:
    local = datetime(2017, 4, 20, 11, 32, 0, 999999, tzinfo=timezone(timedelta(hours=-4)))
    assert rfc2822_filter(local) == "Thu, 20 Apr 2017 15:32:00 +0000"
    assert rfc2822_filter(date(2017, 4, 20)) == "Thu, 20 Apr 2017 00:00:00 +0000"


def test_a_filter_refuses_a_datetime_without_a_zone() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        rfc2822_filter(datetime(2017, 4, 20))  # noqa: DTZ001
