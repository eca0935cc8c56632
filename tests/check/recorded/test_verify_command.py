"""The command ``verify`` as a user calls it."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from tests.check.commanding import Ended
from tests.check.judge.script import customer
from tests.check.recorded.story import created, exchange, story
from tests.check.recorded.writing import at, har, write, write_cassette

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.report.formats import FORMATS
from bigcommerce_contract.cli import main
from bigcommerce_contract.document import load_rules

SECRET = "q8w7e6r5t4y3u2"
WRONG = exchange("GET", "/customers/7", 200, customer(8))


def verify(*arguments: str | Path) -> Ended:
    result = CliRunner().invoke(main, ["verify", *map(str, arguments)])
    return Ended(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_cassette(tmp_path / "good.yaml", *story())


def elsewhere(*exchanges: Exchange) -> list[Exchange]:
    return [at("https://api.example.com", exchange) for exchange in exchanges]


def test_a_recording_that_keeps_the_rules_ends_with_0_and_says_what_it_exercised(good: Path) -> None:
    ended = verify(good)
    assert (ended.status, ended.stderr) == (0, "")
    lines = ended.stdout.splitlines()
    assert lines[-1].startswith(f"{len(load_rules()) + 1} rules: ")
    assert " 0 failed, 0 warned, " in lines[-1]
    assert " 12 requests in " in lines[-1]
    (row,) = [line.split() for line in lines if line.split()[:1] == [str(good)]]
    assert row[1:3] == ["12", "12"]
    assert int(row[3]) > 40


def test_a_breach_ends_with_1_and_shows_rule_place_and_exchange(good: Path, tmp_path: Path) -> None:
    bad = write_cassette(tmp_path / "bad.yaml", WRONG)
    ended = verify(good, bad)
    assert (ended.status, ended.stderr) == (1, "")
    assert "failed get.customer (must)" in ended.stdout
    assert f"{bad}, exchange 1: asked for customer 7, got 8" in ended.stdout
    assert '/stores/abc123/v2/customers/7 --header "X-Auth-Token: $BIGCOMMERCE_ACCESS_TOKEN"' in ended.stdout


def test_a_folder_is_summed_up_per_file_and_in_all(good: Path, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / ".hidden").mkdir()
    write_cassette(tmp_path / ".hidden" / "bad.yaml", WRONG)
    write(tmp_path / "deep" / "archive.har", har([WRONG]))
    (tmp_path / "notes.txt").write_text("no recording")
    ended = verify(tmp_path, good, "--format", "json")
    assert (ended.status, ended.stderr) == (1, "")
    report = json.loads(ended.stdout)
    assert [Path(file["path"]).name for file in report["files"]] == ["archive.har", "good.yaml"]
    archive, story_ = report["files"]
    assert (archive["exchanges"], archive["judged"], archive["failed"]) == (1, 1, ["get.customer"])
    assert (story_["failed"], story_["stores"]) == ([], ["https://api.bigcommerce.com/stores/abc123/v2"])
    assert {"create.stored", "recording.secrets"} <= set(story_["passed"])
    assert (report["mode"], report["requests"]) == ("recorded", 13)
    statuses = {rule["id"]: rule["status"] for rule in report["rules"]}
    assert (statuses["get.customer"], statuses["create.stored"]) == ("failed", "passed")
    assert sum(report["summary"].values()) == len(statuses) == len(load_rules()) + 1


def test_a_report_has_the_shape_of_that_of_a_check(good: Path, tmp_path: Path) -> None:
    for name in ("json", "junit", "markdown", "html", "sarif"):
        assert verify(good, "--report", f"{name}={tmp_path / name}").status == 0
        assert "create.stored" in (tmp_path / name).read_text() or name in {"markdown", "sarif"}
    report = json.loads((tmp_path / "json").read_text())
    assert set(report) == {"target", "mode", "duration_s", "requests", "summary", "rules", "files"}


@pytest.mark.parametrize("output", ["text", "json"])
def test_a_secret_fails_by_itself_and_is_never_repeated(tmp_path: Path, output: str) -> None:
    echoed = exchange("GET", "/customers/7", 200, customer(7, notes=f"{SECRET} and Summer2024xyz!"))
    made = created(7, _authentication={"password": "Summer2024xyz!"})
    path = write_cassette(tmp_path / "secret.yaml", made, replace(echoed, response=WRONG.response), echoed, mask=SECRET)
    report = tmp_path / "report.html"
    ended = verify(path, "--format", output, "--report", f"html={report}")
    assert (ended.status, ended.stderr) == (1, "")
    assert "the header X-Auth-Token of the request is not masked" in ended.stdout
    for text in (ended.stdout, report.read_text()):
        assert SECRET not in text
        assert "Summer2024xyz!" not in text


def test_a_word_in_a_cookie_garbles_no_url_and_shows_no_cookie(tmp_path: Path) -> None:
    document = har([WRONG])
    cookie = {"name": "Cookie", "value": "view=customers; lang=deutsch"}
    document["log"]["entries"][0]["request"]["headers"].append(cookie)
    text = verify(write(tmp_path / "words.har", document)).stdout
    assert "/stores/abc123/v2/customers/7 --header" in text
    assert "the header Cookie of the request is not masked" in text
    assert [shown for shown in ("view=", "deutsch") if shown in text] == []


def other_api(tmp_path: Path) -> Path:
    """Write an archive with two exchanges of another API, unnamed secrets wherever there can be one."""
    document = har([exchange("GET", "/customers/count", 200, {"count": 1})] * 3)
    for entry in document["log"]["entries"][1:]:
        entry["request"] |= {
            "method": "POST",
            "url": "https://hooks.example/services/unnamed-path?sig=unnamed-query",
            "headers": [{"name": "X-Api-Key", "value": "unnamed-header"}],
            "postData": {"text": "client_secret=unnamed-body&code=1"},
        }
        entry["response"] |= {
            "headers": [{"name": "Set-Cookie", "value": f"s={SECRET}"}, {"name": "X-Key", "value": "unnamed-answer"}],
            "content": {"text": '{"access_token": "unnamed-token"}'},
        }
    return write(tmp_path / "other.har", document)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_report_shows_of_another_api_more_than_method_and_origin(tmp_path: Path, name: str) -> None:
    report = tmp_path / "report"
    ended = verify(other_api(tmp_path), "--report", f"{name}={report}")
    assert (ended.status, ended.stderr) == (1, "")
    text = report.read_text()
    private = (SECRET, "unnamed-", "client_secret", "access_token", "/services", "curl --")
    assert [each for each in private if each in text + ended.stdout] == []
    told = "exchange 2: POST https://hooks.example: the header Set-Cookie of the response is not masked"
    assert told in text
    assert (told.replace("exchange 2", "exchange 3") in text) == (name in {"json", "html"})


def test_no_report_says_of_a_secret_where_the_document_has_it_or_names_a_seed(tmp_path: Path) -> None:
    path = write_cassette(tmp_path / "secret.yaml", created(7), mask=SECRET)
    reports = {name: tmp_path / name for name in ("html", "markdown")}
    ended = verify(path, *(word for name, place in reports.items() for word in ("--report", f"{name}={place}")))
    for text in (ended.stdout, *(place.read_text() for place in reports.values())):
        assert "recording.secrets" in text
        assert "document:" not in text
        assert "seed" not in text


def test_the_name_of_a_file_upsets_no_report(tmp_path: Path) -> None:
    path = write_cassette(tmp_path / "a`b\n# c\x1b[2J\x01<d>.yaml", WRONG)
    reports = {name: tmp_path / name for name in ("json", "junit", "markdown", "html", "sarif")}
    ended = verify(path, *(word for name, place in reports.items() for word in ("--report", f"{name}={place}")))
    assert ended.status == 1
    assert not {"\x1b", "\x01"} & {*ended.stdout, *"".join(place.read_text() for place in reports.values())}
    (suite,) = ET.parse(reports["junit"]).getroot()  # noqa: S314 - our own file
    assert suite.get("name") == f"contract of {tmp_path}/a`b\n# c�[2J�<d>.yaml"
    assert f"\n`` {tmp_path}/a`b # c�[2J�<d>.yaml `` · mode recorded\n" in reports["markdown"].read_text()


def test_a_recorded_failure_is_named_beside_what_it_may_have_hidden(tmp_path: Path) -> None:
    path = write_cassette(tmp_path / "failing.yaml", exchange("DELETE", "/customers", 500, [{"status": 500}]))
    ended = verify(path, "--format", "json")
    (found,) = [rule for rule in json.loads(ended.stdout)["rules"] if rule["id"] == "delete_all.customers"]
    reason = "nothing else could have shown a breach; the server failed: deleteAllCustomers was answered with 500"
    assert (found["status"], found["reason"]) == ("not_tested", reason)
    told = verify(path, "--rule", "delete_all.customers").stdout
    assert " (1 must, perhaps because of what the server did) · " in told


def test_not_secret_takes_a_value_out(tmp_path: Path) -> None:
    path = write_cassette(tmp_path / "mock.yaml", created(7), mask=SECRET)
    assert verify(path).status == 1
    assert verify(path, "--not-secret", SECRET).status == 0


def test_a_secret_is_shown_where_nothing_else_can_be_judged(tmp_path: Path) -> None:
    hidden = exchange("GET", "/customers/7", 200, {**customer(7), "notes": "***"})
    ended = verify(write_cassette(tmp_path / "hidden.yaml", hidden, mask=SECRET))
    assert (ended.status, " · 0 requests in " in ended.stdout) == (1, True)
    assert "failed recording.secrets (must)" in ended.stdout


def test_one_file_that_cannot_be_read_spoils_no_other(good: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.json"
    foreign.write_text('{"name": "value"}')
    ended = verify(tmp_path)
    assert ended.status == 3
    assert ended.stderr == (
        f"Error: {foreign} is no recording: neither a VCR cassette, nor HAR, nor the events of schemathesis\n"
    )
    assert str(good) in ended.stdout
    write_cassette(tmp_path / "bad.yaml", WRONG)
    assert verify(tmp_path).status == 1


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    ended = verify(tmp_path / "missing.yaml")
    assert ended.status == 3
    assert ended.stderr == f"Error: {tmp_path / 'missing.yaml'} cannot be read: No such file or directory\n"
    assert "not tested" not in ended.stdout


def test_traffic_of_another_api_is_noted_and_fails_only_alone(good: Path, tmp_path: Path) -> None:
    other = write_cassette(tmp_path / "other.yaml", *elsewhere(WRONG))
    note = f"Note: {other} holds no exchange of this API that can be judged\n"
    assert (verify(other, good).status, verify(other, good).stderr) == (0, note)
    assert (verify(other).status, verify(other).stderr) == (3, note)
    assert (verify(other, "--allow-none").status, verify(other, "--allow-none").stderr) == (0, note)


def test_allow_none_allows_nothing_else(tmp_path: Path) -> None:
    assert verify(tmp_path, "--allow-none").status == 3
    assert verify(write_cassette(tmp_path / "bad.yaml", WRONG), "--allow-none").status == 1
    (tmp_path / "foreign.json").write_text('{"name": "value"}')
    assert verify(tmp_path / "foreign.json", "--allow-none").status == 3


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    ended = verify(tmp_path)
    assert ended.status == 3
    assert ended.stderr == f"Error: {tmp_path} holds no file named *.yaml, *.yml, *.json, *.har, *.ndjson\n"


def test_a_base_url_and_single_rules_can_be_named(tmp_path: Path) -> None:
    path = write_cassette(tmp_path / "own.yaml", *elsewhere(WRONG))
    options = ("--base-url", "https://api.example.com/", "--format", "json")
    assert json.loads(verify(path, *options).stdout)["summary"]["failed"] == 1
    only = json.loads(verify(path, *options, "--rule", "list.order").stdout)
    assert [rule["id"] for rule in only["rules"]] == ["list.order", "recording.secrets"]
    secrets = json.loads(verify(path, *options, "--rule", "recording.secrets").stdout)
    assert [rule["id"] for rule in secrets["rules"]] == ["recording.secrets"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "Missing argument 'PATH...'"),
        ((".", "--base-url", "shop.example"), "Error: --base-url shop.example: write an http or https URL"),
        ((".", "--rule", "list.ordre"), "Error: --rule list.ordre: there is no such rule; did you mean list.order?"),
        ((".", "--report", "pdf=x"), "Error: --report pdf=x: write FORMAT=PATH"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], complaint: str) -> None:
    ended = verify(*arguments)
    assert (ended.status, ended.stdout) == (2, "")
    assert complaint in ended.stderr


def test_a_reason_says_why_a_rule_was_not_tested(good: Path) -> None:
    rules = {rule["id"]: rule for rule in json.loads(verify(good, "--format", "json").stdout)["rules"]}
    assert rules["access.scope.full"]["reason"] == "the recordings do not say whose credentials were used"
    assert rules["delete_all.customers"]["reason"] == "no exchange could have shown a breach"
