"""What correct servers may do that the mock does not."""

from tests.check.judge.script import Script, customer, error

from bigcommerce_contract.check.judge import World


def _crowd(count: int, world: World = World.CLOSED) -> Script:
    script = Script(world)
    for number in range(1, count + 1):
        script.create(number)
    return script


def test_a_day_may_stand_without_its_zero() -> None:
    script = _crowd(1)
    shown = {"date_created": "Wed, 4 Apr 2018 23:08:28 +0000", "date_modified": "Wed, 4 Apr 2018 23:08:28 +0000"}
    assert script.play("GET", "/customers/1", 200, customer(1, **shown)) == []
    shown["date_created"] = "Thu, 4 Apr 2018 23:08:28 +0000"
    assert script.play("GET", "/customers/1", 200, customer(1, **shown)) == ["customer.date_created"]


def test_a_page_past_the_end_may_be_refused_and_one_that_holds_customers_may_not() -> None:
    script = _crowd(3)
    assert script.play("GET", "/customers", 404, error(404), query={"page": 3, "limit": 2}) == ["list.empty"]
    assert script.play("GET", "/customers", 404, error(404), query={"page": 2, "limit": 2}) == ["list.page"]


def test_a_page_past_what_is_known_of_an_open_store_is_not_judged() -> None:
    script = _crowd(3, World.OPEN)
    assert script.play("GET", "/customers", 404, error(404), query={"page": 3, "limit": 2}) == []


def test_a_403_to_a_read_only_property_refuses_the_property_and_not_the_scope() -> None:
    script = _crowd(1)
    body = {"id": 1, "first_name": "A", "last_name": "B", "email": "x@example.com"}
    assert script.play("POST", "/customers", 403, error(403), body=body) == ["create.read_only.status"]
    assert "create.read_only.id" in script.judge.exercised
    assert script.play("POST", "/customers", 403, error(403), body=body | {"id": None}) == ["create.read_only.status"]
    del body["id"]
    assert script.play("POST", "/customers", 403, error(403), body=body) == ["access.scope.full"]


def test_ids_may_be_larger_than_32_bits() -> None:
    script = Script()
    large = 4_000_000_000
    # Such numbers lie beyond what was seen of the real API: a warning, and the customer is judged as any other.
    assert script.create(large) == ["customer.bounds"]
    assert script.get(large) == ["customer.bounds"]
    assert script.get(large + 1, 400) == []
    assert script.play("DELETE", f"/customers/{large}", 204) == []
    assert "delete.customer" in script.get(large)


def test_an_address_whose_customer_was_never_named_may_be_in_use() -> None:
    script = Script(World.OPEN)
    body = {"first_name": "A", "last_name": "B", "email": "x@example.com"}
    assert script.play("POST", "/customers", 201, body=body) == ["create.body", "create.location"]
    assert script.play("POST", "/customers", 409, error(409), body=body) == []
    assert script.play("POST", "/customers", 409, error(409), body=body | {"email": "y@example.com"}) == [
        "create.accepted"
    ]
