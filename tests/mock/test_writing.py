"""Creating, updating and deleting: S42 to S62, S67, S68; spec/DECISIONS.md."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.mock.client import BASIC, OAUTH, ON_EVERY_DATABASE, Api, Clock

from bigcommerce_contract.document import load_document
from bigcommerce_contract.mock.behaviour import Behaviour

pytestmark = ON_EVERY_DATABASE

FULL: dict[str, Any] = {
    "company": "Acme / Söhne",
    "first_name": "Random ",
    "last_name": " Joe Bob",
    "email": "Random.JoeBob@example.com",
    "phone": "252-101-2010",
    "store_credit": "12.5",
    "registration_ip_address": "2001:db8::1",
    "customer_group_id": 3,
    "notes": "",
    "tax_exempt_category": "G",
}


def test_a_new_customer_has_what_was_sent_and_defaults_for_the_rest(api: Api) -> None:
    answer = api.post({"first_name": "Ada", "last_name": "Byron", "email": "ada@example.com"})
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{OAUTH}/customers/1"
    assert answer.json() == {
        "id": 1,
        "company": "",
        "first_name": "Ada",
        "last_name": "Byron",
        "email": "ada@example.com",
        "phone": "",
        "form_fields": None,
        "date_created": "Tue, 14 Nov 2023 22:13:20 +0000",
        "date_modified": "Tue, 14 Nov 2023 22:13:20 +0000",
        "store_credit": "0.0000",
        "registration_ip_address": "",
        "customer_group_id": 0,
        "notes": "",
        "tax_exempt_category": "",
        "reset_pass_on_login": False,
        "accepts_marketing": False,
        "addresses": {
            "url": f"http://127.0.0.1:8080{OAUTH}/customers/1/addresses",
            "resource": "/customers/1/addresses",
        },
    }


def test_every_property_is_stored_as_sent(api: Api) -> None:
    created = api.post(FULL).json()
    expected = {**FULL, "store_credit": "12.5000"}
    assert {name: created[name] for name in FULL} == expected
    assert api.get("/customers/1").json() == created == api.get().json()[0]


def test_the_properties_come_in_the_order_of_the_document(api: Api) -> None:
    assert list(api.post(FULL).json()) == list(load_document()["components"]["schemas"]["Customer"]["properties"])


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        (8000.0, "8000.0000"),
        (7, "7.0000"),
        ("0.1", "0.1000"),
        (0.00005, "0.0001"),
        (10**11 + 1, "100000000001.0000"),
    ],
)
def test_store_credit_is_taken_as_number_or_text(api: Api, sent: object, stored: str) -> None:
    assert api.create("a@example.com", store_credit=sent)["store_credit"] == stored


def test_a_whole_float_is_an_integer(api: Api) -> None:
    answer = api.post({**FULL, "customer_group_id": 2.0})
    assert '"customer_group_id":2,' in answer.text


@pytest.mark.parametrize("missing", ["first_name", "last_name", "email"])
def test_a_missing_required_property_is_named(api: Api, missing: str) -> None:
    answer = api.post({name: value for name, value in FULL.items() if name != missing})
    assert answer.status_code == 400
    assert answer.json()[0]["message"] == f"Required fields missing [{missing}]"
    assert api.ids() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("first_name", ""),
        ("last_name", 5),
        ("email", "nobody"),
        ("email", None),
        ("phone", "1" * 51),
        ("store_credit", -1),
        ("store_credit", "-1"),
        ("customer_group_id", "1"),
        ("customer_group_id", -1),
        ("_authentication", None),
    ],
)
def test_an_invalid_property_is_named(api: Api, name: str, value: object) -> None:
    api.create("a@example.com")
    for answer in (api.post({**FULL, name: value}), api.put(1, {name: value})):
        assert answer.status_code == 400
        assert answer.json()[0]["message"] == f"The field '{name}' is invalid."
    assert api.ids() == [1]


@pytest.mark.parametrize(
    "name", ["id", "date_created", "date_modified", "addresses", "form_fields", "accepts_marketing"]
)
def test_a_read_only_property_is_refused(api: Api, name: str) -> None:
    created = api.create("a@example.com")
    wording = f"The field '{name}' cannot be written to. Please remove it from your request before trying again."
    for answer in (api.post({**FULL, name: created[name]}), api.put(1, {name: created[name]})):
        assert answer.status_code == 400
        assert answer.json() == [{"status": 400, "message": wording}]
    assert api.get().json() == [created]


@pytest.mark.parametrize("body", [{"force_reset": True}, {"_authentication": {"force_reset": True, "colour": "red"}}])
def test_an_unknown_property_is_refused(api: Api, body: dict[str, Any]) -> None:
    name = "force_reset" if "force_reset" in body else "colour"
    answer = api.post({**FULL, **body})
    assert answer.json()[0]["message"] == f"The field '{name}' is not supported by this resource."
    assert api.ids() == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"email": 5, "colour": "red"}, "The field 'colour' is not supported by this resource."),
        ({"email": 5}, "Required fields missing [first_name, last_name]"),
        ({"email": 5, "first_name": "A", "last_name": "B"}, "The field 'email' is invalid."),
    ],
)
def test_of_several_faults_the_plainest_is_told_first(api: Api, body: object, message: str) -> None:
    assert api.post(body).json() == [{"status": 400, "message": message}]


def test_an_email_address_in_use_is_refused_whatever_its_case(api: Api) -> None:
    api.create("Taken@example.com")
    api.create("other@example.com")
    for answer in (api.post({**FULL, "email": "tAKEN@example.com"}), api.put(2, {"email": "taken@Example.com"})):
        assert answer.status_code == 400
        reason = {"invalid_reason": "This email address is already in use by a customer."}
        assert answer.json() == [{"status": 400, "message": "The field 'email' is invalid.", "details": reason}]
    assert api.ids() == [1, 2]
    assert api.get("/customers/2").json()["email"] == "other@example.com"


def test_a_customer_may_keep_its_own_address_and_a_freed_one_is_free(api: Api) -> None:
    api.create("a@example.com")
    assert api.put(1, {"email": "A@example.com"}).json()["email"] == "A@example.com"
    api.send("DELETE", "/customers/1")
    assert api.create("a@example.com")["id"] == 2


@pytest.mark.parametrize("name", sorted(FULL))
def test_an_update_changes_what_is_sent_and_nothing_else(api: Api, clock: Clock, name: str) -> None:
    before = [api.create("a@example.com"), api.create("b@example.com")]
    clock.now += 60
    answer = api.put(1, {name: FULL[name]})
    changed = {name: "12.5000" if name == "store_credit" else FULL[name]}
    expected = {**before[0], **changed, "date_modified": "Tue, 14 Nov 2023 22:14:20 +0000"}
    assert (answer.status_code, answer.json()) == (200, expected)
    assert api.get().json() == [expected, before[1]]


def test_an_update_of_nothing_changes_nothing(api: Api, clock: Clock) -> None:
    before = api.create("a@example.com")
    clock.now += 60
    assert api.put(1, {}).json() == before


def test_deleting_removes_that_customer_and_its_id_is_not_given_again(api: Api) -> None:
    for number in range(3):
        api.create(f"{number}@example.com")
    answer = api.send("DELETE", "/customers/3")
    assert (answer.status_code, answer.content) == (204, b"")
    assert api.ids() == [1, 2]
    assert api.create("new@example.com")["id"] == 4


def test_deleting_all_leaves_none_and_may_be_repeated(api: Api) -> None:
    api.create("a@example.com")
    assert [api.send("DELETE", "/customers").status_code for _ in range(2)] == [204, 204]
    assert api.ids() == []


@pytest.mark.parametrize("customer_id", ["2", "0", "-1", "abc", "1.5", "9" * 30, "1%00", "%F0%9F"])
@pytest.mark.parametrize(
    ("method", "suffix", "body"),
    [("GET", "", None), ("PUT", "", {"phone": "1"}), ("DELETE", "", None), ("POST", "/validate", {"password": "x"})],
)
def test_a_missing_customer_is_404(api: Api, method: str, suffix: str, body: object, customer_id: str) -> None:
    api.create("a@example.com")
    answer = api.send(method, f"/customers/{customer_id}{suffix}", json=body)
    assert answer.status_code == 404
    assert answer.json() == [{"status": 404, "message": "The requested resource was not found."}]


def test_links_and_location_have_the_form_that_was_asked(api: Api) -> None:
    created = api.send("POST", f"{BASIC}/customers", token=None, auth=("mock-user", "mock-key"), json=FULL)
    assert created.headers["Location"] == f"{BASIC}/customers/1"
    assert created.json()["addresses"]["url"] == f"http://127.0.0.1:8080{BASIC}/customers/1/addresses.json"
    assert api.get("/customers/1").json()["addresses"]["url"].endswith(f"{OAUTH}/customers/1/addresses")


def test_create_answers_200_without_location_where_switched(serve: Callable[..., Api]) -> None:
    answer = serve(behaviour=Behaviour(create_status=200)).post(FULL)
    assert answer.status_code == 200
    assert "Location" not in answer.headers


def test_delete_all_is_405_where_it_is_removed(serve: Callable[..., Api]) -> None:
    api = serve(behaviour=Behaviour(delete_all="removed"))
    api.create("a@example.com")
    answer = api.send("DELETE", "/customers")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")
    assert api.ids() == [1]


def test_text_filters_keep_case_where_switched(serve: Callable[..., Api]) -> None:
    api = serve(behaviour=Behaviour(text_filters_ignore_case=False))
    api.create("a@example.com", first_name="Ada")
    assert (api.ids(first_name="Ada"), api.ids(first_name="ada")) == ([1], [])
