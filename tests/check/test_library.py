"""`check` as a library."""

import json

import pytest
from starlette.responses import JSONResponse
from tests.check.mocked import MockTarget
from tests.check.target import TOKEN, Received

from bigcommerce_contract.api import Status, TargetError, UsageError, check


@pytest.mark.usefixtures("walk_alone")
def test_a_server_that_keeps_the_contract(mock: MockTarget) -> None:
    report = check(mock.base_url, token=TOKEN, rules=["get.customer", "count.value"])
    assert report.kept
    assert [verdict.status for verdict in report.verdicts] == [Status.PASSED] * 2
    assert json.loads(report.render("json"))["summary"]["passed"] == 2
    assert str(report).startswith("2 rules: 2 passed, 0 failed")


@pytest.mark.usefixtures("walk_alone")
def test_a_server_that_does_not(mock: MockTarget) -> None:
    def miscount(received: Received) -> JSONResponse | None:
        return JSONResponse({"count": "six"}) if "count" in received.target else None

    mock.misbehave = miscount
    report = check(mock.base_url, token=TOKEN, rules=["count.shape"], mode="read-only")
    assert not report.kept
    assert "failed count.shape (must): The count is an object whose count is an integer." in str(report)
    assert TOKEN not in str(report)
    assert all(received.method == "GET" for received in mock.log)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({}, "give a credential"),
        ({"token": "t", "mode": "harmless"}, "mode 'harmless': use one of read-only, marked, disposable"),
        ({"token": "t", "rules": ["list.ordre"]}, "did you mean list.order"),
        ({"token": "t", "rules": "list.order"}, r"rules is one text: give a list, such as \['list.order'\]"),
        ({"token": "t", "mode": []}, r"^mode \[\]: use one of read-only, marked, disposable"),
        ({"token": "t", "rules": None}, "^rules is NoneType: give a list of ids, which are texts$"),
        ({"token": "t", "rules": [5]}, "^rules is list: give a list of ids, which are texts$"),
        (
            {"token": "t", "headers": "A: b"},
            "^headers is str: give a mapping of texts to texts, such as {'X-Trace': '1'}$",
        ),
        ({"token": "t", "headers": {"A": 5}}, "^headers is dict: give a mapping of texts to texts"),
        ({"token": "t", "seed": True}, "^seed is bool: give a number$"),
        ({"token": b"t"}, "^token is bytes: give a text$"),
        ({"token": "t", "seed": "1"}, "^seed is str: give a number$"),
        ({"token": "t", "max_time": "1 m"}, "^max_time is str: give a number$"),
        ({"token": "t", "rate": 5}, "^rate is int: give a text$"),
    ],
)
def test_wrong_arguments_are_refused(options: dict[str, object], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        check("http://127.0.0.1:9/stores/a/v2", **options)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_an_url_that_was_never_set_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^base_url is NoneType: give a text$"):
        check(None, token="t")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(TargetError):
        check("http://127.0.0.1:9/stores/a/v2", token="t")
