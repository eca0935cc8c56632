"""What the judge claims, what it does not claim, and which rule it blames."""

from typing import Any

import pytest
from tests.check.judge.script import BASE, Script, customer, error

from bigcommerce_contract.check.exchange import Exchange, Request, Response, Role
from bigcommerce_contract.check.judge import World

PASSWORD = "12w69Y217PYR96J"


def crowd(count: int, world: World = World.CLOSED) -> Script:
    script = Script(world)
    for number in range(1, count + 1):
        assert script.create(number) == []
    return script


def customers(*numbers: int) -> list[dict[str, Any]]:
    return [customer(number) for number in numbers]


def test_a_correct_life_of_a_customer_breaks_nothing() -> None:
    script = crowd(2)
    assert script.listed(customers(1, 2)) == []
    assert script.get(1) == []
    changed = customer(1, notes="x")
    assert script.play("PUT", "/customers/1", 200, changed, body={"notes": "x"}) == []
    assert script.get(1, notes="x") == []
    assert script.play("DELETE", "/customers/1", 204) == []
    assert script.get(1, 404) == []
    assert script.listed(customers(2)) == []
    assert script.play("GET", "/customers/count", 200, {"count": 1}) == []


def test_what_the_gate_answers_itself_is_not_judged() -> None:
    script = crowd(1)
    assert script.play("GET", "/customers/1", 404, {"nonsense": 1}, shielded=True) == []
    assert "error.shape" not in script.judge.exercised


@pytest.mark.parametrize("world", list(World))
def test_an_own_customer_that_is_missing_is_noticed_in_every_world(world: World) -> None:
    script = crowd(2, world)
    script.listed(customers(1, 2))
    assert script.listed(customers(1)) == ["list.collection"]


def test_foreign_customers_are_no_matter_in_the_open_world() -> None:
    script = crowd(1, World.OPEN)
    assert script.listed([customer(1), customer(7)]) == []
    assert script.listed([customer(1), customer(7, notes="changed by somebody")]) == []
    assert script.listed([customer(1)]) == []
    assert script.play("GET", "/customers/count", 200, {"count": 12}) == []


def test_foreign_customers_are_noticed_in_the_closed_world() -> None:
    assert crowd(1).listed([customer(1), customer(7)]) == ["list.collection"]


def test_one_defect_gives_one_finding_because_the_model_follows_the_server() -> None:
    script = crowd(2)
    script.listed(customers(1, 2))
    assert script.listed(customers(1)) == ["list.collection"]
    assert script.listed(customers(1)) == []


@pytest.mark.parametrize(
    ("query", "items", "rule"),
    [
        ({"min_id": 2}, customers(1, 2, 3), "list.filter.min_id"),
        ({"min_id": 2}, customers(3), "list.filter.min_id"),
        ({"max_id": 2}, customers(1), "list.filter.max_id"),
        ({"first_name": "First2"}, customers(1, 2, 3), "list.filter.first_name"),
        ({"first_name": "First2"}, [], "list.filter.first_name"),
        ({"min_id": 2, "last_name": "Last3"}, customers(2, 3), "list.filter.combined"),
        ({"limit": 2}, customers(1, 2, 3), "list.limit"),
        ({"limit": 2}, customers(1), "list.limit"),
        ({"limit": 2, "page": 2}, customers(1, 2), "list.page"),
        ({"limit": 2, "page": 3}, customers(3), "list.page.past_end"),
        ({}, customers(3, 2, 1), "list.order"),
        ({}, customers(1, 2, 2, 3), "list.collection"),
        ({"min_date_created": "Wed, 14 Nov 2012 00:00:00 +0000"}, customers(1, 2, 3), "list.filter.min_date_created"),
        ({"max_date_modified": "2012-11-14T00:00:00+00:00"}, [], "list.filter.max_date_modified"),
        ({"min_date_created": "Tue, 13 Nov 2012 21:16:41 +0000"}, [], "list.filter.date.inclusive"),
    ],
)
def test_a_wrong_list_breaks_the_rule_of_what_was_asked(
    query: dict[str, Any], items: list[dict[str, Any]], rule: str
) -> None:
    assert crowd(3).listed(items, **query) == [rule]


@pytest.mark.parametrize(
    ("query", "items"),
    [
        ({"first_name": "FIRST2"}, []),
        ({"first_name": "FIRST2"}, customers(2)),
        ({"store_credit": "0"}, []),
        ({"first_name": ""}, customers(1, 2, 3)),
        ({"min_date_created": "2012-11-13"}, []),
        ({"limit": 300}, customers(1, 2, 3)),
        ({"company": "100%"}, customers(1, 2, 3)),
    ],
)
def test_where_correct_servers_differ_no_must_is_claimed(query: dict[str, Any], items: list[dict[str, Any]]) -> None:
    broken = crowd(3).listed(items, **query)
    assert set(broken) <= {"list.limit.too_high", "list.filter.store_credit.number"}


def test_a_filter_that_is_broken_alone_is_blamed_in_combination() -> None:
    script = crowd(3)
    assert script.listed(customers(1, 2, 3), min_id=2) == ["list.filter.min_id"]
    assert script.listed(customers(1), min_id=2, first_name="First1") == ["list.filter.min_id"]


def test_pages_are_followed_in_the_open_world() -> None:
    script = Script(World.OPEN)
    assert script.listed(customers(11, 12), limit=2) == []
    assert script.listed(customers(12, 13), limit=2, page=2) == ["list.page"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"id": 9}, "create.read_only.id"),
        ({"date_created": "Tue, 13 Nov 2012 21:16:41 +0000"}, "create.read_only.date_created"),
        ({"email": "nowhere"}, "create.valid"),
        ({"first_name": None}, "create.valid"),
        ({"first_name": ""}, "create.required.empty"),
        ({"email": "c1@example.com"}, "create.email.unique"),
        ({"email": "C1@example.com"}, "create.email.case"),
        ({"nickname": "Bob"}, "create.unknown"),
        ({"store_credit": -1}, "create.store_credit.negative"),
        ({"_authentication": {"password": "short1"}}, "create.password.policy"),
        ({"_authentication": {"password": PASSWORD, "password_confirmation": "x"}}, "create.password.confirmation"),
    ],
)
def test_an_accepted_request_that_must_be_rejected_breaks_the_rule(body: dict[str, Any], rule: str) -> None:
    sent = {"first_name": "A", "last_name": "B", "email": "new@example.com", **body}
    broken = crowd(1).play("POST", "/customers", 200, customer(2, first_name="A", last_name="B"), body=sent)
    assert rule in broken


@pytest.mark.parametrize(
    "body",
    [
        {"first_name": "A\x00B"},
        {"customer_group_id": 12},
        {"first_name": "x" * 200},
        {"tax_exempt_category": "what is this"},
        {"_authentication": {"password": "abcdef1"}},
        {"email": "a@b"},
    ],
)
@pytest.mark.parametrize("status", [200, 400])
def test_a_doubtful_request_may_be_answered_either_way(body: dict[str, Any], status: int) -> None:
    sent = {"first_name": "A", "last_name": "B", "email": "new@example.com", **body}
    shown = customer(2, **{key: value for key, value in sent.items() if key != "_authentication"})
    answer = shown if status == 200 else error(status)
    broken = Script().play("POST", "/customers", status, answer, body=sent)
    assert [rule for rule in broken if rule != "customer.bounds"] == []


def test_a_request_that_was_refused_and_done_all_the_same_breaks_its_rule() -> None:
    script = crowd(1)
    body = {"first_name": "A", "last_name": "B", "email": "c2@example.com", "id": 2}
    assert script.play("POST", "/customers", 400, error(400), body=body) == []
    assert "create.read_only.id" in script.listed(customers(1, 2))


def test_an_update_that_touches_more_than_it_was_sent_is_noticed() -> None:
    script = crowd(2)
    script.listed([customer(1), customer(2)])
    assert script.play("PUT", "/customers/1", 200, customer(1, phone="1"), body={"phone": "1"}) == []
    assert script.get(1, phone="1", company="Acme") == ["update.keeps"]
    assert script.get(2, company="Acme") == ["update.others"]


def test_an_update_that_is_answered_but_not_stored_is_noticed() -> None:
    script = crowd(1)
    assert script.play("PUT", "/customers/1", 200, customer(1, phone="1"), body={"phone": "1"}) == []
    assert script.get(1) == ["update.stored"]


def test_a_deletion_that_takes_a_neighbour_along_is_noticed() -> None:
    script = crowd(2)
    assert script.play("DELETE", "/customers/1", 204) == []
    assert script.get(2, 404) == ["delete.others"]


@pytest.mark.parametrize(
    ("tried", "success", "rule"), [(PASSWORD, False, True), (PASSWORD, True, False), ("other", True, True)]
)
def test_passwords_are_compared_with_what_was_sent(tried: str, success: bool, rule: bool) -> None:  # noqa: FBT001
    script = Script()
    script.create(1, _authentication={"password": PASSWORD})
    broken = script.play("POST", "/customers/1/validate", 200, {"success": success}, body={"password": tried})
    assert broken == (["create.password.set"] if rule else [])


def test_an_update_without_authentication_keeps_the_password() -> None:
    script = Script()
    script.create(1, _authentication={"password": PASSWORD})
    script.play("PUT", "/customers/1", 200, customer(1, notes="x"), body={"notes": "x"})
    broken = script.play("POST", "/customers/1/validate", 200, {"success": False}, body={"password": PASSWORD})
    assert broken == ["update.password.kept"]


@pytest.mark.parametrize("status", [429, 503, 509])
def test_an_answer_that_asks_to_wait_claims_nothing(status: int) -> None:
    script = crowd(1)
    body = {"first_name": "A", "last_name": "B", "email": "c2@example.com"}
    assert script.play("POST", "/customers", status, body=body) == []
    assert script.listed(customers(1, 2)) == []


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_request_that_is_never_served_is_named_and_an_outage_is_not(status: int) -> None:
    script = crowd(1)
    answers = [script.play("GET", "/customers", status, query={"max_id": 5}) for _ in range(3)]
    assert answers == [[], [], ["error.server"]]
    assert script.play("GET", "/customers", status, query={"max_id": 6}) == []
    assert script.listed(customers(1), max_id=6) == []
    assert script.play("GET", "/customers", status, query={"max_id": 6}) == []


def test_pages_that_are_read_again_show_whom_they_leave_out() -> None:
    script = Script(World.OPEN)
    for number in (11, 12, 13, 14):
        script.create(number)
    assert script.listed(customers(10, 11), limit=2, page=1) == []
    assert script.listed(customers(13, 14), limit=2, page=2) == []
    assert script.listed(customers(10, 11), limit=2, page=1) == ["list.page"]


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        (customers(9, 11), customers(13, 14), customers(11, 12)),
        (customers(10, 11), customers(12, 13), customers(10, 11)),
        (customers(11), [], customers(11)),
    ],
    ids=["somebody left meanwhile", "nobody is left out", "the first page was short"],
)
def test_pages_between_which_others_write_prove_nothing(
    first: list[dict[str, Any]], second: list[dict[str, Any]], third: list[dict[str, Any]]
) -> None:
    script = Script(World.OPEN)
    for number in (11, 12, 13, 14):
        script.create(number)
    pages = ((first, 1), (second, 2), (third, 1))
    assert [rule for items, page in pages for rule in script.listed(items, limit=2, page=page)] == []


def test_scopes() -> None:
    script = crowd(1)
    changed = customer(1, notes="x")
    by_reader = script.play("PUT", "/customers/1", 200, changed, body={"notes": "x"}, role=Role.READ_ONLY)
    assert by_reader == ["access.scope.read_only.refused"]
    assert script.play("GET", "/customers", 200, [changed], role=Role.NONE) == ["access.credentials.missing"]
    assert script.play("GET", "/customers", 403, error(403), role=Role.READ_ONLY) == ["access.scope.read_only.allowed"]


def test_a_rule_that_nothing_exercised_is_not_named() -> None:
    script = crowd(1)
    assert "list.limit.maximum" not in script.judge.exercised
    assert "delete_all.customers" not in script.judge.exercised


def test_delete_all_may_be_refused_to_who_takes_no_json() -> None:
    script = Script()
    asking = Request("DELETE", "/customers", "", (("Accept", "application/pdf"),), b"")
    findings = script.judge.observe(Exchange(asking, Response(406, (), b""), Role.FULL, "oauth", BASE))
    assert "delete_all.offered" not in {finding.rule for finding in findings}
    assert script.play("DELETE", "/customers", 406, error(406)) == ["delete_all.offered"]


def test_half_a_character_does_not_stop_the_judge() -> None:
    script = Script()
    assert script.create(1, first_name="\ud800") == []
    assert script.get(1, first_name="\ud800") == []
    assert script.get(1, first_name="\ud800", company=5) == ["customer.company"]
