import logging

import httpx2
import pytest
from tests.sdk.wire import CUSTOMER, Wire, reply

from bigcommerce_customers import APIConnectionError

LOGGER = "bigcommerce_customers"


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [(record.levelname, record.getMessage()) for record in caplog.records if record.name == LOGGER]


def test_answers_and_repetitions_are_logged(caplog: pytest.LogCaptureFixture, waits: list[float]) -> None:
    caplog.set_level(logging.DEBUG, LOGGER)
    wire = Wire(httpx2.ReadError("reset"), reply(502), reply(200, {"count": 1}, {"X-Request-Id": "abc"}))
    wire.client().customers.count()
    assert len(waits) == 2
    levels, messages = zip(*lines(caplog), strict=True)
    assert levels == ("DEBUG", "INFO", "DEBUG", "INFO", "DEBUG")
    assert messages[0].startswith("GET /customers/count: ReadError after ")
    assert messages[1].startswith("GET /customers/count: APIConnectionError, trying again in ")
    assert messages[3].startswith("GET /customers/count: 502, trying again in ")
    assert messages[4].endswith("request id abc")


def test_no_line_holds_a_query_a_body_or_a_credential(caplog: pytest.LogCaptureFixture, waits: list[float]) -> None:
    caplog.set_level(logging.DEBUG, LOGGER)
    wire = Wire(reply(500), reply(200, [CUSTOMER]), reply(201, CUSTOMER), httpx2.ConnectError("refused"))
    client = wire.client()
    list(client.customers.list(email="private@example.com"))
    client.customers.create(first_name="Private", last_name="P", email="p@example.com", phone="555")
    with pytest.raises(APIConnectionError):
        list(client.customers.list(phone="555"))
    assert len(waits) == 3
    text = " ".join(message for _, message in lines(caplog))
    assert text
    for secret in ("private", "Private", "555", "full-token", "Joe Bob", "?"):
        assert secret not in text
