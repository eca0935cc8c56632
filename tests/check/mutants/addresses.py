"""Servers that get the uniqueness of e-mail addresses wrong."""

from typing import Any

from tests.check.mutants.layer import Answer, Call, Forward, Rewrite
from tests.check.mutants.registry import add, after, is_a, mutant

_IN_USE = "in use"


class Doubles:
    """Lets several customers have one address: the server behind gets another, which nobody is shown."""

    def __init__(self, *, by_case: bool, operation: str) -> None:
        """Allow doubles in requests of one operation, all or those that differ in case."""
        self._by_case = by_case
        self._operation = operation
        self._given: dict[str, str] = {}

    async def __call__(self, call: Call, forward: Forward) -> Answer:
        """Serve one request."""
        body = call.sent()
        answer = await forward(call)
        if call.operation == self._operation and answer.status in {400, 409} and _IN_USE in answer.body.decode():
            other = await self._owner(call, str(body.get("email")), forward)
            if not self._by_case or (other and other != body.get("email")):
                answer = await self._let_in(call, body, forward)
        return self._show(answer)

    @staticmethod
    async def _owner(call: Call, address: str, forward: Forward) -> str:
        found = (await forward(call.aside("GET", "", [("email", address)]))).json()
        return str(found[0]["email"]) if found else ""

    async def _let_in(self, call: Call, body: dict[str, Any], forward: Forward) -> Answer:
        alias = f"double-{len(self._given)}@example.com"
        self._given[alias] = str(body["email"])
        call.set_json(body | {"email": alias})
        return await forward(call)

    def _show(self, answer: Answer) -> Answer:
        for alias, address in self._given.items():
            answer.body = answer.body.replace(alias.encode(), address.encode())
        answer.headers.pop("content-length", None)
        return answer


async def _upsert(call: Call, forward: Forward) -> Answer:
    answer = await forward(call.copy())
    if call.operation == "create" and _IN_USE in answer.body.decode():
        found = (await forward(call.aside("GET", "", [("email", call.sent()["email"])]))).json()
        if found and found[0]["email"] == call.sent()["email"]:
            return await forward(call.aside("PUT", f"/{found[0]['id']}", body=call.sent()))
    return answer


async def _ignore_in_update(call: Call, forward: Forward) -> Answer:
    answer = await forward(call.copy())
    if call.operation == "update" and _IN_USE in answer.body.decode():
        call.set_json(
            {name: value for name, value in call.sent().items() if name != "email"} or {"_authentication": {}}
        )
        return await forward(call)
    return answer


for operation in ("create", "update"):

    @mutant(f"{operation}.email.unique", "allows doubles")
    def _doubles(operation: str = operation) -> Rewrite:
        return Doubles(by_case=False, operation=operation)

    def _reason(status: int, value: object = None, operation: str = operation) -> Rewrite:
        return after(
            lambda answer: answer.become(status, value) if _IN_USE in answer.body.decode() else None, is_a(operation)
        )

    add(f"{operation}.email.reason", "gives no reason", _reason(400))
    add(f"{operation}.email.reason", "answers 409", _reason(409))
    add(
        f"{operation}.email.reason",
        "gives an empty reason",
        _reason(400, [{"status": 400, "message": "No.", "details": {"invalid_reason": ""}}]),
    )
add("create.email.unique", "updates who has the address", _upsert)
add("update.email.unique", "ignores the address", _ignore_in_update)


@mutant("create.email.case", "allows doubles that differ in case")
def _case() -> Rewrite:
    return Doubles(by_case=True, operation="create")
