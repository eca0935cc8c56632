"""Whatever a broken server shows in the place of a value, the walk goes on to its end and the value is named."""

from itertools import cycle
from typing import Any

import pytest
from tests.check.mutants.inprocess import judged_walk
from tests.check.mutants.registry import each_customer, is_a, put

from bigcommerce_contract.document import load_document

pytestmark = pytest.mark.usefixtures("cheap_hashes")

_PROPERTIES = load_document()["components"]["schemas"]["Customer"]["properties"]
_SINGLE = sorted(set(_PROPERTIES) - {"form_fields", "addresses"})
_NESTED: tuple[Any, ...] = ([], {"[": [{"(": [1]}]})


@pytest.mark.parametrize(("name", "value"), [*zip(_SINGLE, cycle(_NESTED)), ("id", _NESTED[0])], ids=repr)
def test_what_is_no_single_value_is_named(name: str, value: object) -> None:
    session = judged_walk(each_customer(put(name, value), is_a("get", "create")))

    assert f"customer.{name}" in {finding.rule for finding in session.findings}
