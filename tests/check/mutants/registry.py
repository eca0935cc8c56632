"""The mutants by the rule that each of them breaks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.check.mutants.layer import Answer, Call, Forward, Rewrite


@dataclass(frozen=True)
class Mutant:
    """A server with one defect.

    Attributes:
        rule: Id of the rule that it breaks.
        title: What it does wrong, in a few words.
        make: Gives the defect; called once for each server, as some remember what they saw.
    """

    rule: str
    title: str
    make: Callable[[], Rewrite]

    def __str__(self) -> str:
        """Name the mutant."""
        return f"{self.rule}: {self.title}"


MUTANTS: list[Mutant] = []


def add(rule: str, title: str, rewrite: Rewrite) -> None:
    """Register a defect that remembers nothing."""
    MUTANTS.append(Mutant(rule, title, lambda: rewrite))


def mutant(rule: str, title: str) -> Callable[[Callable[[], Rewrite]], Callable[[], Rewrite]]:
    """Register the decorated maker of a defect."""

    def register(make: Callable[[], Rewrite]) -> Callable[[], Rewrite]:
        MUTANTS.append(Mutant(rule, title, make))
        return make

    return register


Condition = Callable[[Call], object]
Customer = dict[str, Any]


def before(change: Callable[[Call], object], when: Condition = lambda _call: True) -> Rewrite:
    """Change requests that fulfil a condition."""

    async def rewrite(call: Call, forward: Forward) -> Answer:
        if when(call):
            change(call)
        return await forward(call)

    return rewrite


def after(change: Callable[[Answer], object], when: Condition = lambda _call: True) -> Rewrite:
    """Change the answers to requests that fulfil a condition."""

    async def rewrite(call: Call, forward: Forward) -> Answer:
        chosen = when(call)
        answer = await forward(call)
        if chosen:
            change(answer)
        return answer

    return rewrite


def instead(status: int, when: Condition, value: object = None) -> Rewrite:
    """Answer requests that fulfil a condition without asking the server."""

    async def rewrite(call: Call, forward: Forward) -> Answer:
        if not when(call):
            return await forward(call)
        # Another answer to the same sender lends its headers, so that nothing but the status and the body is wrong.
        lender = call.copy()
        lender.method, lender.query, lender.body = "GET", [], b""
        lender.path = f"{call.path.partition('/customers')[0]}/customers/count"
        lender.headers.pop("content-type", None)
        answer = await forward(lender)
        answer.become(status, value)
        return answer

    return rewrite


def only(rewrite: Rewrite, when: Condition) -> Rewrite:
    """Apply a defect to requests that fulfil a condition."""

    async def chosen(call: Call, forward: Forward) -> Answer:
        return await (rewrite(call, forward) if when(call) else forward(call))

    return chosen


def is_a(*operations: str) -> Condition:
    """Recognise requests by operation."""
    return lambda call: call.operation in operations


def both(*conditions: Condition) -> Condition:
    """Recognise requests that fulfil all conditions."""
    return lambda call: all(condition(call) for condition in conditions)


def in_form(form: str) -> Condition:
    """Recognise requests by the form of their URL."""
    return lambda call: call.form == form


def each_customer(change: Callable[[Customer], object], when: Condition = lambda _call: True) -> Rewrite:
    """Change every customer that an answer shows."""

    def apply(answer: Answer) -> None:
        shown = answer.customers()
        for customer in shown:
            change(customer)
        if shown:
            answer.show(shown)

    return after(apply, when)


def put(prop: str, value: object) -> Callable[[Customer], None]:
    """Give a property another value."""

    def change(customer: Customer) -> None:
        customer[prop] = value

    return change


def header(name: str, value: str | None) -> Callable[[Answer], None]:
    """Give an answer's header another value, or take it away."""

    def change(answer: Answer) -> None:
        answer.headers.pop(name, None)
        if value is not None:
            answer.headers[name] = value

    return change


def drop(*names: str) -> Callable[[Call], None]:
    """Take query parameters away."""
    return lambda call: call.drop(*names)


def store_list(change: Callable[[list[Customer]], list[Customer]], when: Condition) -> Rewrite:
    """Change the customers of a list; none left becomes a 204."""

    def apply(answer: Answer) -> None:
        if answer.status in {200, 204}:
            left = change(answer.json() or [])
            answer.become_list(left)

    return after(apply, lambda call: call.operation == "list" and when(call))
