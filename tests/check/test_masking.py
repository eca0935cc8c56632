"""No report shows a part of a secret, wherever it is cut and however the secret is spelled."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
from click.testing import CliRunner
from tests.check.judge.script import customer
from tests.check.recorded.story import created, exchange
from tests.check.recorded.writing import credential, url, write_cassette
from tests.check.reporting import FORMATS

from bigcommerce_contract.api import Judge
from bigcommerce_contract.api.report import Report
from bigcommerce_contract.check.credentials import Credentials
from bigcommerce_contract.check.errors import TargetError
from bigcommerce_contract.check.exchange import Exchange, Response, Role
from bigcommerce_contract.check.judge import Judge as Rules
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.pace import Stop
from bigcommerce_contract.check.plan import Plan
from bigcommerce_contract.check.planning import facts_of
from bigcommerce_contract.check.run import Outcome
from bigcommerce_contract.check.verdicts import Witness
from bigcommerce_contract.cli import main
from bigcommerce_contract.document import load_rules

TOKEN = "SECRETTOKEN0123456789abcdefghijk"
QUOTED = 'it\'s 1 "SECRETTOKEN" of ours'
BASIC_KEY = "SECRETKEY0123456789abc"
PAIR = f"ursula:{BASIC_KEY}"
ENCODED = b64encode(PAIR.encode()).decode()
PASSWORD = "pä'ss\"wö\\rd/geheim1 \U0001f41f"
BORDERS = (300, 2_000, 65_536)
Texts = dict[str, str]


def by_check(exchanges: list[Exchange], token: str, _: Path) -> Texts:
    witness = Witness(Rules())
    for each in exchanges:
        witness.observe(replace(each, role=Role.FULL))
    verdicts = [witness.tally.verdict(rule, witness.tally.unshown(rule)) for rule in load_rules()]
    form, base_url = exchanges[0].form, exchanges[0].base_url
    by_form = {"oauth": Credentials({form: base_url}, {Role.FULL: token})}
    credentials = by_form.get(form) or Credentials({form: base_url}, basic=b64decode(token).decode())
    plan = Plan(credentials, [], all_rules=True, mode=Mode.MARKED, seed=0, stop=Stop(None))
    return in_every_format(Report(facts_of(plan, Outcome(verdicts, passwords=witness.passwords)), TargetError(token)))


def by_verify(exchanges: list[Exchange], token: str, folder: Path) -> Texts:
    path = write_cassette(folder / "recording.yaml", *exchanges, mask=token)
    files = [word for name in FORMATS for word in ("--report", f"{name}={folder / name}")]
    ended = CliRunner().invoke(main, ["verify", str(path), *files])
    return {"standard output": ended.output} | {name: (folder / name).read_text() for name in FORMATS}


def by_judge(exchanges: list[Exchange], token: str, _: Path) -> Texts:
    judge = Judge()
    for each in exchanges:
        sent = dict(credential(each, token))
        request = httpx2.Request(each.request.method, url(each), headers=sent, content=each.request.body)
        answer = each.response
        judge.observe_response(
            httpx2.Response(answer.status, headers=list(answer.headers), content=answer.body, request=request)
        )
    return in_every_format(judge.report())


def in_every_format(report: Report) -> Texts:
    return {"str": str(report)} | {name: report.render(name) for name in FORMATS}


every_way = pytest.mark.parametrize("report", [by_check, by_verify, by_judge])
Way = Callable[[list[Exchange], str, Path], Texts]


def leaking(texts: Texts, *parts: str) -> list[str]:
    return [f"{name} shows {part}" for name, text in texts.items() for part in parts if part in text]


@every_way
@pytest.mark.parametrize("before", [20, 3])
def test_a_token_across_a_cut_is_masked_whole(report: Way, before: int, tmp_path: Path) -> None:
    body = ""
    for border in BORDERS:
        body = body.ljust(border - before, "x") + TOKEN
    shown = exchange("GET", "/customers/7", 200)
    answered = replace(shown, response=Response(200, shown.response.headers, (body + "y" * 100).encode()))
    texts = report([answered], TOKEN, tmp_path)
    assert all("xxx" in text for text in texts.values())
    assert leaking(texts, TOKEN[:8], "xSEC") == []


@every_way
def test_a_token_with_quotes_is_masked_in_the_line_to_paste_too(report: Way, tmp_path: Path) -> None:
    made = created(7, company=QUOTED)
    query = exchange("GET", "/customers", 200, [customer(7, notes=QUOTED)], query=f"company={quote(QUOTED)}&limit=1")
    raw = replace(made, response=Response(200, made.response.headers, QUOTED.encode()))
    texts = report([raw, query, exchange("GET", "/customers/7", 200, customer(8, company=QUOTED))], QUOTED, tmp_path)
    assert all("***" in text for text in texts.values())
    assert leaking(texts, "SECRETTOKEN") == []


@every_way
@pytest.mark.parametrize("ascii_", [True, False])
def test_a_password_that_is_not_ascii_is_masked_however_it_is_repeated(
    report: Way, tmp_path: Path, *, ascii_: bool
) -> None:
    made = created(7, _authentication={"password": PASSWORD})
    login = json.dumps({"password": PASSWORD}, ensure_ascii=ascii_)
    echo = customer(7, first_name=PASSWORD, company={"sent": login}, notes=quote(PASSWORD), phone=f"x {PASSWORD}")
    body = json.dumps(echo, ensure_ascii=ascii_).encode()
    answered = replace(made, response=Response(200, made.response.headers, body))
    texts = report([answered, exchange("GET", "/customers/9", 200, echo)], TOKEN, tmp_path)
    assert all("***" in text for text in texts.values())
    assert leaking(texts, "geheim1") == []


def test_every_secret_of_a_place_is_masked(tmp_path: Path) -> None:
    cookies = ("SECRETCOOKIE1", "SECRETCOOKIE2")
    people = [customer(7, _authentication={"password": "SECRETWORD1"}), customer(8, password="SECRETWORD2")]
    shown = exchange("GET", "/customers", 200, [*people, customer(9, notes=" SECRETWORD1 ".join(cookies))])
    asked = replace(shown.request, headers=(("Cookie", "a={}; b={}".format(*cookies)),))
    texts = by_verify([replace(shown, request=asked)], "REDACTED", tmp_path)
    assert leaking(texts, *cookies, "SECRETWORD") == []


@every_way
@pytest.mark.parametrize(
    "echo",
    [
        PAIR,
        *(ENCODED, ENCODED.rstrip("="), f"Basic {ENCODED}", quote(f"Basic {ENCODED}"), quote(PAIR)),
        *(BASIC_KEY, f"refused: {json.dumps(PAIR)}"),
    ],
)
def test_a_basic_credential_is_masked_in_whatever_form_an_answer_repeats_it(
    report: Way, echo: str, tmp_path: Path
) -> None:
    body = json.dumps({**customer(7, company=echo), "id": "7"}).encode()
    headers = (("Content-Type", "application/json"), ("X-Received", echo))
    answers = [Response(200, headers, body), Response(400, headers, json.dumps([{"message": echo}]).encode())]
    asked = replace(exchange("GET", "/customers/7", 200), form="basic", base_url="https://shop.example/api/v2")
    shown = [replace(asked, response=answer) for answer in answers]
    texts = report(shown, ENCODED, tmp_path)
    assert all("***" in text for text in texts.values())
    assert leaking(texts, "SECRETKEY", ENCODED[:12], PAIR[:8]) == []
