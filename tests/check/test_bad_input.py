"""Wrong usage: exit status 2, one line that says what to write instead, and nothing sent."""

import math
from pathlib import Path
from typing import Any

import pytest
from tests.check.commanding import check, check_target, refused
from tests.check.target import BASIC, READ_ONLY_TOKEN, TOKEN, Target

from bigcommerce_contract.api import check as check_with_library
from bigcommerce_contract.check.errors import UsageError

_LOOPBACK = "http://127.0.0.1:1/v2"


@pytest.fixture(autouse=True)
def _nothing_sent(target: Target) -> object:
    yield
    assert target.log == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "shop",
        "127.0.0.1:8080/stores/abc123/v2",
        "http://",
        "http:///stores/abc123/v2",
        "ftp://127.0.0.1/v2",
        "file:///etc/passwd",
        "http://127.0.0.1:99999/v2",
        "http://127.0.0.1:port/v2",
        "http://[::1/v2",
        "http://a b/v2",
        "http://*/v2",
        "http://a..b/v2",
        f"http://{'a' * 70}.example/v2",
    ],
)
@pytest.mark.parametrize("option", ["BASE_URL", "--basic-url"])
def test_what_is_no_url_is_told_with_an_example(target: Target, option: str, text: str) -> None:
    urls = [text] if option == "BASE_URL" else [target.base_url, "--basic-url", text or " "]
    told = refused(
        2, *urls, "--token", TOKEN, "--basic", BASIC, *(["--basic-url", _LOOPBACK] if len(urls) == 1 else [])
    )
    assert told.startswith(f"Error: {option}")
    assert "http://127.0.0.1:8080/stores/abc123/v2" in told


@pytest.mark.parametrize("text", ["http://me:hush-hush@127.0.0.1/v2", "ftp://me:hush-hush@127.0.0.1/v2"])
def test_a_password_in_a_url_is_refused_and_not_repeated(text: str) -> None:
    assert "hush-hush" not in refused(2, text, "--token", TOKEN)


def test_the_customers_at_the_end_of_the_url_are_too_much(target: Target) -> None:
    assert "leave out the /customers" in refused(2, f"{target.base_url}/customers", "--token", TOKEN)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "give a credential: --token"),
        (("--token", TOKEN, "--basic", BASIC), "needs --basic-url"),
        (("--token", TOKEN, "--basic-url", _LOOPBACK), "--basic-url needs --basic"),
        (("--basic", "no-colon"), "--basic: write USER:KEY"),
        (("--read-only-token", READ_ONLY_TOKEN), "--mode marked writes"),
        (("--token", TOKEN, "--yes-delete-all-customers"), "only goes with --mode disposable"),
        (("--token", TOKEN, "--rate", "0"), "--rate 0: give requests per second"),
        (("--token", TOKEN, "--rate", "often"), "--rate often"),
        (("--token", TOKEN, "--rate", "-1/s"), "--rate -1/s"),
        (("--token", TOKEN, "--rule", "count.values"), "did you mean count.value?"),
        (("--token", TOKEN, "--rule", "nope"), "there is no such rule; `bigcommerce-contract rules` lists them all"),
        (("--token", TOKEN, "--rule", "§§§"), "`bigcommerce-contract rules` lists them all"),
        (("--token", TOKEN, "--report", "pdf=report"), "one of the formats html, json, junit, markdown, sarif"),
        (("--token", TOKEN, "--report", "report.json"), "write FORMAT=PATH"),
        (("--token", TOKEN, "--report", "json="), "write FORMAT=PATH"),
    ],
)
def test_what_does_not_fit_together_is_told(target: Target, arguments: tuple[str, ...], told: str) -> None:
    assert told in refused(2, target.base_url, *arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--seed", "-1"),
        ("--seed", "1.5"),
        ("--seed", str(2**64)),
        ("--seed", "9" * 5000),
        ("--max-time", "soon"),
        ("--mode", "all"),
        ("--format", "xml"),
    ],
)
def test_what_an_option_cannot_be_is_told_with_the_usage(target: Target, arguments: tuple[str, str]) -> None:
    ended = check_target(target, *arguments)
    assert ended.status == 2
    assert f"Error: Invalid value for '{arguments[0]}'" in ended.stderr


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "-inf", "1e309", "1e300"])
@pytest.mark.parametrize("more", [(), ("--plan",), ("--clean-up",)])
def test_a_time_that_cannot_pass_is_refused(target: Target, text: str, more: tuple[str, ...]) -> None:
    told = refused(2, target.base_url, "--token", TOKEN, "--max-time", text, *more)
    assert told.startswith(f"Error: --max-time {float(text)}: give a number of seconds, such as 60")


@pytest.mark.parametrize(
    "text", ["0/s", "0.0", "nan", "inf", "1e3", "1e309", "5/d", "/s", "", "٣/s", "9" * 400, "0.9/h", "0.000000001/h"]
)
@pytest.mark.parametrize("more", [(), ("--plan",), ("--clean-up",)])
def test_a_rate_that_is_none_is_refused(target: Target, text: str, more: tuple[str, ...]) -> None:
    told = refused(2, target.base_url, "--token", TOKEN, f"--rate={text}", *more)
    assert told.startswith(f"Error: --rate {text}: give requests per second")


@pytest.mark.parametrize(
    ("name", "value"),
    [("max_time", math.nan), ("max_time", math.inf), ("max_time", -1.0), ("seed", -1), ("seed", 2**64)],
)
def test_the_library_refuses_the_same_numbers(target: Target, name: str, value: float) -> None:
    options: Any = {name: value}
    with pytest.raises(UsageError, match=f"^{name} "):
        check_with_library(target.base_url, token=TOKEN, **options)


def test_a_missing_url_is_wrong_usage() -> None:
    ended = check("--token", TOKEN)
    assert ended.status == 2
    assert "Missing argument 'BASE_URL'" in ended.stderr


@pytest.mark.parametrize("name", ["missing/report.json", "file/report.json", "folder"])
def test_a_report_that_cannot_be_written_is_told_before_anything_is_sent(
    target: Target, tmp_path: Path, name: str
) -> None:
    tmp_path.joinpath("file").touch()
    tmp_path.joinpath("folder").mkdir()
    path = tmp_path / name
    assert f"{path} cannot be written" in refused(2, target.base_url, "--token", TOKEN, "--report", f"json={path}")


@pytest.mark.parametrize("option", ["--token", "--read-only-token", "--no-scope-token", "--basic"])
@pytest.mark.parametrize("spoilt", ["hush{}\n", "hush\r\nX-Evil: 1{}", "hüsh{}", "\x00hush{}"])
def test_a_secret_that_no_header_can_carry_is_refused_and_not_repeated(
    target: Target, option: str, spoilt: str
) -> None:
    secret = spoilt.format(":key")
    told = refused(2, target.base_url, option, secret, "--mode", "read-only")
    assert "sh" not in told.replace("should", "")
    assert "was it copied whole?" in told


def test_a_blank_around_a_token_is_refused(target: Target) -> None:
    assert "was it copied whole?" in refused(2, target.base_url, "--token", f" {TOKEN}")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("hush-hush", "write NAME:VALUE"),
        (": hush-hush", "write NAME:VALUE"),
        ("X Y: hush-hush", "write NAME:VALUE"),
        ("X-Y: hush-hush\r\nX-Z: 1", "write NAME:VALUE"),
        ("X-Y: hush-hüsh", "write NAME:VALUE"),
        ("X-Auth-Token: hush-hush", "--token or --basic"),
        ("authorization: hush-hush", "--token or --basic"),
        ("X-HTTP-Method-Override: DELETE", "change what a request means"),
        ("Host: hush-hush", "the check sets this header itself"),
        ("Content-Length: 3", "the check sets this header itself"),
    ],
)
def test_a_header_that_is_none_or_not_the_users_to_set_is_refused(target: Target, header: str, told: str) -> None:
    message = refused(2, target.base_url, "--token", TOKEN, "--header", header)
    assert told in message
    assert "hush" not in message


@pytest.mark.parametrize(
    "arguments",
    [("--mode", "marked"), ("--rule", "count.value"), ("--report", "json=x"), ("--seed", "2"), ("--format", "json")],
)
def test_what_a_clean_up_would_not_heed_is_refused(target: Target, arguments: tuple[str, str]) -> None:
    told = refused(2, target.base_url, "--token", TOKEN, "--clean-up", *arguments)
    assert f"leave out {arguments[0]}" in told


def test_a_clean_up_without_a_credential_that_may_write_is_refused(target: Target) -> None:
    assert "give --token or --basic" in refused(2, target.base_url, "--read-only-token", READ_ONLY_TOKEN, "--clean-up")
