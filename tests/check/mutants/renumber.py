"""A server whose ids neither start at 1 nor follow one another."""

from typing import Any

from tests.check.mutants.layer import Answer, Call, Forward

_START, _STEP = 100_000, 7
_NOBODY = 2**31 - 1


def _outside(own: int) -> int:
    return _START + _STEP * own


def _inside(shown: int) -> int:
    own, rest = divmod(shown - _START, _STEP)
    return own if rest == 0 and own > 0 else _NOBODY


class Renumber:
    """Shows the mock's ids as others, and takes those."""

    async def __call__(self, call: Call, forward: Forward) -> Answer:
        """Serve one request."""
        asked = call.customer_id
        if asked and asked < _NOBODY:
            call.path = call.path.replace(f"/customers/{asked}", f"/customers/{_inside(asked)}")
        for name, rounding in (("min_id", _STEP - 1), ("max_id", 0)):
            value = call.get(name) or ""
            if value.isdigit() and len(value) < 10:
                call.put(name, max(0, (int(value) - _START + rounding) // _STEP))
        return self._renumbered(await forward(call))

    def _renumbered(self, answer: Answer) -> Answer:
        shown = answer.customers()
        for customer in shown:
            self._renumber(customer, answer)
        if shown:
            answer.show(shown)
        return answer

    @staticmethod
    def _renumber(customer: dict[str, Any], answer: Answer) -> None:
        own, shown = customer["id"], _outside(customer["id"])
        customer["id"] = shown
        for part in ("url", "resource"):
            customer["addresses"][part] = customer["addresses"][part].replace(f"/{own}/", f"/{shown}/")
        if "location" in answer.headers:
            answer.headers["location"] = answer.headers["location"].replace(f"/{own}", f"/{shown}")
