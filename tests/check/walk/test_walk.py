"""What the walk sends in each mode, which steps a rule asks for, and what it leaves behind."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from tests.check.mutants.inprocess import Clock, InProcess

from bigcommerce_contract.check.exchange import Role
from bigcommerce_contract.check.judge import Judge, World
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.walk import run_walk
from bigcommerce_contract.check.walk.step import Step, select
from bigcommerce_contract.check.walk.walk import STEPS
from bigcommerce_contract.document import load_rules
from bigcommerce_contract.mock.app import create_app
from bigcommerce_contract.mock.settings import Settings

pytestmark = pytest.mark.usefixtures("cheap_hashes")

Walk = Callable[..., InProcess]

_SEEDED = 3
_MOST_REQUESTS = {Mode.READ_ONLY: 470, Mode.MARKED: 1450, Mode.DISPOSABLE: 1650}


@pytest.fixture
def walk() -> Iterator[Walk]:
    """Give a function that walks through a mock server and returns the session, still open."""
    with ExitStack() as stack:

        def run(mode: Mode, roles: frozenset[Role] = frozenset(Role)) -> InProcess:
            clock = Clock()
            seeded = 0 if mode is Mode.DISPOSABLE else _SEEDED
            app: Any = create_app(Settings(seed_customers=seeded), clock=clock)
            session = InProcess(app, Judge(World.CLOSED if mode is Mode.DISPOSABLE else World.OPEN), roles)
            stack.callback(session.close)
            run_walk(session, mode=mode, sleep=clock.wait)
            return session

        yield run


def _ids(session: InProcess) -> list[int]:
    response = session.send("GET", "/customers").response
    return [customer["id"] for customer in response.json()] if response.body else []


@pytest.mark.parametrize("mode", Mode)
def test_the_walk_is_short_and_finds_nothing_wrong_with_a_correct_server(walk: Walk, mode: Mode) -> None:
    session = walk(mode)

    assert len(session.exchanges) <= _MOST_REQUESTS[mode]
    assert session.findings == []


def test_read_only_sends_nothing_but_get(walk: Walk) -> None:
    session = walk(Mode.READ_ONLY)

    assert {exchange.request.method for exchange in session.exchanges} == {"GET"}


def test_marked_never_asks_to_delete_all_and_leaves_the_store_as_it_was(walk: Walk) -> None:
    session = walk(Mode.MARKED)
    sent = {(exchange.request.method, exchange.request.path) for exchange in session.exchanges}

    assert ("DELETE", "/customers") not in sent
    assert _ids(session) == list(range(1, _SEEDED + 1))


def test_marked_writes_to_no_customer_that_it_did_not_create(walk: Walk) -> None:
    session = walk(Mode.MARKED)
    writes = [exchange for exchange in session.exchanges if exchange.request.method != "GET"]

    foreign = {f"/customers/{number}" for number in range(1, _SEEDED + 1)}
    assert not foreign & {exchange.request.path for exchange in writes}


def test_disposable_leaves_an_empty_store(walk: Walk) -> None:
    assert _ids(walk(Mode.DISPOSABLE)) == []


@pytest.mark.parametrize("role", [Role.FULL, Role.BASIC])
def test_one_credential_is_enough(walk: Walk, role: Role) -> None:
    session = walk(Mode.DISPOSABLE, frozenset({role, Role.NONE, Role.UNKNOWN}))
    rules = {rule["id"] for rule in load_rules() if set(rule.get("needs", ())) <= {role.value, "writes", "disposable"}}

    assert session.findings == []
    assert session.judge.exercised >= rules


def test_every_rule_of_the_catalogue_belongs_to_a_step() -> None:
    orphans = [rule["id"] for rule in load_rules() if not any(step.concerns(rule["id"]) for step in STEPS)]

    assert orphans == []


def test_every_step_stands_behind_those_that_prepare_it() -> None:
    names = [step.name for step in STEPS]

    assert len(set(names)) == len(names)
    for number, step in enumerate(STEPS):
        assert set(step.after) <= set(names[:number])


def _step(name: str, rule: str, needs: str = "", after: str = "") -> Step:
    return Step(name, lambda _stage: None, (rule,), frozenset(needs.split()), tuple(after.split()))


_FOUR = (
    _step("first", "a.one", "writes"),
    _step("second", "b.one", "", "first"),
    _step("third", "b."),
    _step("fourth", "c.one", "", "second"),
)


@pytest.mark.parametrize(
    ("available", "rules", "expected"),
    [
        ({"writes"}, None, ["first", "second", "third", "fourth"]),
        (set[str](), None, ["second", "third", "fourth"]),
        ({"writes"}, {"c.one"}, ["first", "second", "fourth"]),
        ({"writes"}, {"b.two"}, ["third"]),
        (set[str](), {"a.one"}, []),
    ],
)
def test_a_rule_brings_its_steps_and_those_that_prepare_them(
    available: set[str], rules: set[str] | None, expected: list[str]
) -> None:
    chosen = select(_FOUR, frozenset(available), None if rules is None else frozenset(rules))

    assert [step.name for step in chosen] == expected
