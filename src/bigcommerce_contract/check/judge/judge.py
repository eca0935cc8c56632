"""The judge: a passive reference model that reads exchanges and names the rules they break."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from bigcommerce_contract.check.exchange import Exchange
from bigcommerce_contract.check.judge.finding import Finding, World
from bigcommerce_contract.check.judge.learning import learn
from bigcommerce_contract.check.judge.model import Model
from bigcommerce_contract.check.judge.observation import observe
from bigcommerce_contract.check.judge.view import View
from bigcommerce_contract.document import load_rules

Check = Callable[[View], None]
_PACKAGE = "bigcommerce_contract.check.judge"


def find_check(name: str) -> Check:
    """Find the function that the catalogue names in `check`.

    Args:
        name: Module and function below this package, such as `paging.limit`.

    Returns:
        The function.

    Raises:
        AttributeError: If the module has no such function.
        ModuleNotFoundError: If there is no such module.
    """
    module, _, function = name.partition(".")
    check: Check = getattr(import_module(f"{_PACKAGE}.{module}"), function)
    return check


class Judge:
    """Reads exchanges in order and names the rules that each breaks. It sends nothing.

    Attributes:
        exercised: Ids of the rules that at least one exchange could have shown broken.
        failures: Status with which the server first failed at an operation, by operationId.
        answers: See `Model.answers`.
    """

    def __init__(self, world: World = World.OPEN, *, fresh_addresses: bool = True) -> None:
        """Start with an empty memory.

        Args:
            world: What may be taken for granted of the store.
            fresh_addresses: Whoever makes the exchanges gives customers e-mail addresses that nobody had before.
        """
        self.exercised: set[str] = set()
        self.failures: dict[str, int] = {}
        self._model = Model(world, complete=world is World.CLOSED, fresh_addresses=fresh_addresses)
        self.answers = self._model.answers
        self._checks = [find_check(name) for name in dict.fromkeys(rule["check"] for rule in load_rules())]

    def observe(self, exchange: Exchange) -> list[Finding]:
        """Judge one exchange and learn from it.

        Args:
            exchange: The exchange; the order of calls is the order in which the store saw the requests.

        Returns:
            The rules it breaks, one finding a rule; nothing for an exchange that the gate answered itself.
        """
        if exchange.shielded:
            return []
        self._model.tick += 1
        view = View(observe(exchange), self._model)
        for check in self._checks:
            check(view)
        self.exercised |= view.exercised
        findings = _one_a_rule(view)
        if view.operation and (view.failed or any(finding.rule == "error.server" for finding in findings)):
            self.failures.setdefault(view.operation, view.status)
        self._model.broken.update(finding.rule for finding in findings)
        learn(view)
        return findings


def _one_a_rule(view: View) -> list[Finding]:
    """Give the first finding of each rule, with the causes of all.

    Where the status of the answer is wrong, all that is wrong with the answer comes from that.
    """
    if not view.findings:
        return []
    found: dict[str, Finding] = {}
    for finding in view.findings:
        first = found.setdefault(finding.rule, finding)
        found[finding.rule] = replace(first, causes=first.causes | finding.causes)
    status = view.status_cause
    if any(status in finding.causes for finding in found.values()):
        return [replace(finding, causes=frozenset({status})) for finding in found.values()]
    return [*found.values()]
