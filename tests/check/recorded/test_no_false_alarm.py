"""No correct traffic fails: whole walks, and the SDK's."""

from pathlib import Path

import pytest
from tests.check.mocked import MockTarget
from tests.check.mutants.freedoms import FREEDOMS, Freedom
from tests.check.mutants.inprocess import judged_walk
from tests.check.recorded.story import PASSWORD
from tests.check.recorded.test_formats import vcr
from tests.check.recorded.writing import cassette, write
from tests.check.target import TOKEN

from bigcommerce_contract.check.recorded.judging import FileResult, judge_file
from bigcommerce_contract.document import load_rules
from bigcommerce_contract.mock.behaviour import Behaviour
from bigcommerce_customers import BadRequestError, BigCommerce, NotFoundError

pytestmark = pytest.mark.usefixtures("cheap_hashes")

MUST = {rule["id"] for rule in load_rules() if rule["level"] == "must"}
QUICK = frozenset(
    rule["id"]
    for rule in load_rules()
    if "crowd" not in rule.get("needs", ()) and "filter" not in rule["id"] and "date" not in rule["id"]
)
SAME = [freedom for freedom in FREEDOMS if freedom.title in {"ids start at 100000 and skip", "answers 200 to a create"}]


def broken(result: FileResult) -> dict[str, str]:
    assert result.error is None
    return {rule: found[0].message for rule, found in result.tally.kept.items() if rule != "recording.secrets"}


def test_a_whole_walk_of_all_roles_recorded_with_masked_credentials(tmp_path: Path) -> None:
    session = judged_walk()
    result = judge_file(write(tmp_path / "walk.json", cassette(session.exchanges)))
    assert (broken(result), result.judged) == ({}, len(session.exchanges))
    unseen = session.judge.exercised - result.tally.exercised
    assert {rule for rule in unseen if not rule.startswith("access.")} <= {
        "list.filter.exact",
        "list.filter.store_credit.number",
        "list.page.past_end",
        "update.email.reason",
        "update.email.unique",
    }


@pytest.mark.parametrize("freedom", SAME, ids=str)
def test_walks_of_other_correct_servers(tmp_path: Path, freedom: Freedom) -> None:
    session = judged_walk(freedom.make(), QUICK, behaviour=Behaviour(**dict(freedom.switches)))
    result = judge_file(write(tmp_path / "walk.json", cassette(session.exchanges)))
    assert MUST.isdisjoint(broken(result))


def test_the_traffic_of_the_sdk(mock: MockTarget, tmp_path: Path) -> None:
    path = tmp_path / "sdk.yaml"
    with (
        vcr.use_cassette(str(path), filter_headers=[("X-Auth-Token", "<full>")]),
        BigCommerce(base_url=mock.base_url, access_token=TOKEN) as client,
    ):
        ada = client.customers.create(
            first_name="Ada", last_name="L", email="ada@example.com", authentication={"password": PASSWORD}
        )
        client.customers.update(ada.id, notes="new")
        assert [customer.id for customer in client.customers.list(min_id=ada.id, limit=1)] == [ada.id]
        assert client.customers.validate_password(ada.id, password=PASSWORD)
        with pytest.raises(BadRequestError):
            client.customers.create(first_name="A", last_name="L", email="ada@example.com")
        assert client.customers.count(email="ada@example.com") == 1
        client.customers.delete(ada.id)
        with pytest.raises(NotFoundError):
            client.customers.get(ada.id)
    result = judge_file(path)
    assert (broken(result), result.tally.counts) == ({}, {})
    assert {"access.scope.full", "update.password.kept", "create.email.unique", "delete.customer"} <= (
        result.tally.exercised
    )
