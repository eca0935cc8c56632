"""The random source waits for its turn."""

import io
import sys
from collections.abc import Callable

import pytest
from tests.check.target import Target

from bigcommerce_contract.check import schemathesis_hooks
from bigcommerce_contract.check.exchange import Role
from bigcommerce_contract.check.explore import Exploration, explorer
from bigcommerce_contract.check.gate import Gate
from bigcommerce_contract.check.gate_server import open_door
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.pace import Stop


def test_it_sends_when_it_is_told_to(target: Target, gate_in: Callable[[Mode], Gate]) -> None:
    gate, counts = gate_in(Mode.READ_ONLY), frozenset({"countCustomers"})
    with (
        open_door(gate) as url,
        explorer(Exploration(url, "oauth", Role.FULL, Mode.READ_ONLY, "x.example", 1, 1, counts)) as explore,
    ):
        assert target.log == []
        explore(Stop())
    assert any("/customers/count" in received.target for received in target.log)


def test_it_ends_with_a_run_that_ends_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("go\n"))
    schemathesis_hooks.wait_for_the_word()
    with pytest.raises(SystemExit, match="The run ended"):
        schemathesis_hooks.wait_for_the_word()
