"""What a check sees: one exchange, parsed, the model before it, and a place to say what it found."""

from collections.abc import Iterable
from typing import Any

from bigcommerce_contract.check.exchange import UNAVAILABLE, Exchange, Role
from bigcommerce_contract.check.judge.finding import Finding, status_cause
from bigcommerce_contract.check.judge.model import Known, Model
from bigcommerce_contract.check.judge.observation import Observation, Outcome
from bigcommerce_contract.check.judge.requests import Validity, judge_request
from bigcommerce_contract.check.judge.values import as_object

_SERVING_ROLES = {Role.FULL, Role.BASIC}


class View:
    """One exchange under judgement."""

    def __init__(self, observation: Observation, model: Model) -> None:
        """Look at `observation` with what `model` knew before it."""
        self.seen = observation
        self.model = model
        self.exercised: set[str] = set()
        self.findings: list[Finding] = []
        self.memo: dict[str, Any] = {}
        self.operation = observation.operation.id if observation.operation else ""
        self.validity: Validity = judge_request(observation, model)

    @property
    def exchange(self) -> Exchange:
        """The exchange itself."""
        return self.seen.exchange

    @property
    def role(self) -> Role:
        """The credential of the request."""
        return self.seen.exchange.role

    @property
    def status(self) -> int:
        """The response's HTTP status."""
        return self.seen.status

    @property
    def done(self) -> bool:
        """Whether the answer says that the request was carried out."""
        return self.seen.outcome is Outcome.DONE

    @property
    def shows(self) -> bool:
        """Whether the answer says so and holds something, whatever its status of success."""
        return self.done and bool(self.seen.exchange.response.body)

    @property
    def refused(self) -> bool:
        """Whether the answer refuses the request itself, not its credentials."""
        return self.seen.outcome is Outcome.REFUSED

    @property
    def failed(self) -> bool:
        """Whether the server failed at the request."""
        return self.seen.outcome is Outcome.FAILED

    @property
    def denied(self) -> bool:
        """Whether the answer refuses the credentials."""
        return self.seen.outcome is Outcome.DENIED

    @property
    def entitled(self) -> bool:
        """Whether the credential allows this operation, as far as the answer is about more than the credential."""
        return self.role in _SERVING_ROLES or (self.role is Role.UNSTATED and not self.denied)

    @property
    def target(self) -> Known | None:
        """The trusted customer that the path names, None where there is none."""
        known = self.model.alive.get(self.seen.customer_id or 0)
        return known if known is not None and self.model.trusts(known) else None

    @property
    def nobody(self) -> bool:
        """Whether the answer shows no customer: nobody says that one who does not exist is answered with an error."""
        return not any("id" in customer for customer in self.seen.shown())

    def rule(self, rule: str, message: str | None = None, *earlier: Exchange, places: Iterable[str] = ()) -> None:
        """Record that a rule was exercised and, where a message is given, broken.

        Args:
            rule: Id of the rule.
            message: What was expected and what came instead; None where the rule was kept.
            earlier: Exchanges before this one that the breach can only be seen with.
            places: What of the answer is wrong, where other rules may be about the same: `/company` for a property of a
                customer. Unless given, it is the status of a refusal, or a matter of this rule alone.
        """
        self.exercised.add(rule)
        if message is not None:
            self.findings.append(Finding(rule, message, (*earlier, self.exchange), self._causes(rule, places)))

    def expect(  # noqa: D417 - the others are those of `rule`
        self,
        rule: str,
        holds: bool,  # noqa: FBT001 - reads well
        message: str,
        *earlier: Exchange,
        places: Iterable[str] = (),
    ) -> None:
        """Record that a rule was exercised, and broken where `holds` is false.

        Args:
            holds: Whether the rule was kept.
        """
        self.rule(rule, None if holds else message, *earlier, places=places)

    @property
    def status_cause(self) -> str:
        """Name the status of this very answer as the cause of a breach."""
        return status_cause(self.place, self.status, self.exchange)

    @property
    def place(self) -> str:
        """Name the operation in its form of the API."""
        return f"{self.operation} ({self.exchange.form})"

    def _causes(self, rule: str, places: Iterable[str]) -> frozenset[str]:
        if self.failed or self.status in UNAVAILABLE:
            # Whatever is wrong with such an answer: the operation fails.
            return frozenset({f"{self.operation} fails"})
        return frozenset(places) or frozenset({rule if self.done else self.status_cause})

    def body_object(self) -> dict[str, Any]:
        """Give the request's JSON object, empty where it has none."""
        return as_object(self.seen.body) or {}
