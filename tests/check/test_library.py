"""`check` as a library."""

import inspect
import json
from typing import Any

import pytest
from starlette.responses import JSONResponse
from tests.check.mocked import MockTarget
from tests.check.target import TOKEN, Received

from bigcommerce_contract.api import ContractCheck, Status, TargetError, UsageError, check
from bigcommerce_contract.api.argument_names import in_argument_names
from bigcommerce_contract.check.command import command
from bigcommerce_contract.check.pace import Stop


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


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({}, "give a credential: token, or basic USER:KEY"),
        ({"token": "t", "basic": "a:b"}, "basic beside a token needs basic_url, the URL of the Basic form"),
        ({"token": "t", "base_url": "x"}, "base_url x: write an http or https URL, such as "),
        ({"token": "t", "yes_delete_all_customers": True}, "yes_delete_all_customers only goes with mode disposable"),
        ({"read_only_token": "t"}, "mode marked writes: give token or basic, or use mode read-only"),
        ({"token": "t", "max_time": 0}, "max_time 0: give a number of seconds"),
        ({"token": "t", "rules": ["list.ordre"]}, "rules list.ordre: there is no such rule"),
        ({"token": "t", "headers": {"Authorization": "a"}}, "headers Authorization: give credentials with token or"),
    ],
)
def test_a_complaint_names_arguments_and_not_options(options: dict[str, object], complaint: str) -> None:
    given = {"base_url": "http://127.0.0.1:9/stores/a/v2", **options}
    with pytest.raises(UsageError) as caught:
        check(**given)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert str(caught.value).startswith(complaint)


def test_what_a_server_refuses_is_named_by_its_argument(mock: MockTarget) -> None:
    with pytest.raises(TargetError, match=r" refuses read_only_token with status 401: "):
        check(mock.base_url, token=TOKEN, read_only_token="unknown")
    mock.misbehave = lambda _: JSONResponse({"count": 3})
    with pytest.raises(UsageError, match=r"holds customers: mode disposable needs .* or yes_delete_all_customers to"):
        check(mock.base_url, token=TOKEN, mode="disposable")


@pytest.mark.usefixtures("walk_alone")
def test_a_rule_that_was_not_tested_names_the_arguments_that_it_needs(mock: MockTarget) -> None:
    rules = ["access.scope.read_only.refused", "create.stored", "access.form.basic"]
    report = check(mock.base_url, token=TOKEN, rules=rules, mode="read-only")
    assert {verdict.rule["id"]: verdict.reason for verdict in report.verdicts} == {
        "access.scope.read_only.refused": "needs read_only_token and mode marked or disposable",
        "access.form.basic": "needs basic and basic_url",
        "create.stored": "needs mode marked or disposable",
    }


@pytest.mark.usefixtures("walk_alone")
def test_a_check_whose_time_is_over_names_the_argument(mock: MockTarget, monkeypatch: pytest.MonkeyPatch) -> None:
    def left_s(_: Stop) -> float:
        return 60.0 if len(mock.log) < 5 else 0.0

    monkeypatch.setattr(Stop, "left_s", left_s)
    report = check(mock.base_url, token=TOKEN, mode="read-only", max_time=60)
    assert str(report.error) == "the time of max_time was over"
    assert "not reached: the time of max_time was over" in {verdict.reason for verdict in report.verdicts}


@pytest.mark.parametrize(
    ("target", "options", "complaint"),
    [
        (5, {}, "^target is int: give a URL, or an application of ASGI or WSGI$"),
        (None, {}, "^target is NoneType: give a URL, or an application of ASGI or WSGI$"),
        ("http://127.0.0.1:9", {"path": None}, "^path is NoneType: give a text$"),
        ("http://127.0.0.1:9/a", {"basic_url": 5, "token": "t"}, "^basic_url is int: give a text$"),
    ],
)
def test_what_is_no_server_is_refused(target: str, options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        ContractCheck(lambda _: None)(target, **options)


def test_every_option_that_the_library_has_is_known_by_the_name_of_its_argument() -> None:
    arguments = inspect.signature(check).parameters
    options = {name: option.opts[0] for option in command.params if (name := option.name or "") in arguments}
    assert len(options) == len(arguments)
    assert {name: in_argument_names(option) for name, option in options.items() if name != "base_url"} == {
        name: name for name in options if name != "base_url"
    }


def test_a_text_that_only_resembles_an_option_is_left_alone() -> None:
    text = "--rates x--mode --mode-s https://x.example/--modes MY_BASE_URL"
    assert in_argument_names(text) == text
