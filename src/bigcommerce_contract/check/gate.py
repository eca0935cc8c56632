"""The gate: every request of a check passes it, one at a time, and nothing reaches the target otherwise."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NoReturn

from bigcommerce_contract.check.credentials import Credentials
from bigcommerce_contract.check.errors import TargetError
from bigcommerce_contract.check.exchange import UNAVAILABLE, Exchange, Form, Request, Response, Role
from bigcommerce_contract.check.guard import Guard, is_create, json_member, refusal, sent_email, target_id
from bigcommerce_contract.check.ledger import Ledger
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.pace import LIMITED, Pace, Stop
from bigcommerce_contract.check.upstream import Sender, UnansweredError

_RETRIES_WHEN_LIMITED = 4
_LIMITS_TOLERATED = 3
_RETRIES_WHEN_UNAVAILABLE = 2
_SILENCES_TOLERATED = 5
_LONGEST_SILENCE_S = 300.0
"""Most seconds of a run spent on answers that did not come: one operation that hangs must not take hours."""
_CREATED = range(200, 300)
_REFUSED = range(400, 500)
_GONE = frozenset({204, 404})


@dataclass(slots=True)
class Gate:
    """Carries requests to the target: guards, paces, keeps the ledger, shows each exchange to the observer.

    Attributes:
        upstream: Sends to the target.
        credentials: Roles and base URLs of the run.
        ledger: Customers that the run created.
        guard: What may pass.
        stop: Whether anything may still be sent.
        pace: When the next request may be sent.
        observer: Called with every exchange that the target answered, in order, one at a time.
        requests: Number of requests sent to the target.
        waited_s: Seconds spent waiting for its answers.
    """

    upstream: Sender
    credentials: Credentials
    ledger: Ledger
    guard: Guard
    stop: Stop
    pace: Pace
    observer: Callable[[Exchange], None] | None = None
    requests: int = 0
    waited_s: float = 0.0
    _verified: set[int] = field(default_factory=set[int])
    _silences: int = 0
    _limited: int = 0
    _lost_s: float = 0.0
    _failure: TargetError | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def handle(self, request: Request, role: Role, form: Form) -> Exchange:
        """Pass ``request`` on, or answer it here.

        Returns:
            The exchange; `Exchange.shielded` says that the target did not answer it.

        Raises:
            CheckInterruptedError: A signal asked to stop.
            TimeIsUpError: The time of the run is over.
            TargetError: The target has fallen silent.
        """
        with self._lock:
            self.check()
            if role not in self.credentials.roles or form not in self.credentials.bases:
                answer: Response | None = refusal(401, f"This run has no credential for {role} ({form}).")
            else:
                answer = self.guard.shield(request, role) or self._not_ours(request)
            if answer is not None:
                return self._shielded(request, role, form, answer)
            return self._send_until_heard(request, role, form)

    def check(self) -> None:
        """Return if requests may still be sent; raises as `handle` does."""
        self.stop.check()
        if self._failure is not None:
            raise self._failure

    def open_for_clean_up(self) -> None:
        """Let requests pass once more, whatever ended the run; nothing is observed any longer."""
        self.observer, self.stop = None, Stop()
        self._silences = self._limited = 0
        self._lost_s, self._failure = 0.0, None

    def allow_delete_all(self) -> None:
        """Let ``DELETE /customers`` pass: only for `Mode.DISPOSABLE`, once the store is known to be free."""
        self.guard = replace(self.guard, may_delete_all=self.guard.mode is Mode.DISPOSABLE)

    def _send_until_heard(self, request: Request, role: Role, form: Form) -> Exchange:
        exchange = self._send(request, role, form)
        for _ in range(_RETRIES_WHEN_LIMITED):
            if exchange.shielded or exchange.response.status not in LIMITED:
                return self._ask_again(exchange)
            exchange = self._send(request, role, form)
        if exchange.response.status in LIMITED:
            self._limited += 1
            if self._limited >= _LIMITS_TOLERATED:
                self._fail(form, f"answered nothing but {exchange.response.status}, however long it was left alone")
        return exchange

    def _ask_again(self, exchange: Exchange) -> Exchange:
        """Read again what was unavailable, so that an outage can be told from a request that is never served."""
        for _ in range(_RETRIES_WHEN_UNAVAILABLE):
            if exchange.request.method != "GET" or exchange.shielded or exchange.response.status not in UNAVAILABLE:
                break
            exchange = self._send(exchange.request, exchange.role, exchange.form)
        return exchange

    def _send(self, request: Request, role: Role, form: Form) -> Exchange:
        self.pace.before(self.stop)
        intent = self.ledger.intend(_text(sent_email(request))) if is_create(request) else None
        try:
            exchange = self._ask(request, role, form)
        except UnansweredError as error:
            return self._unanswered(request, role, form, error)
        self.pace.after(exchange.response)
        if intent is not None:
            self._note_create(intent, exchange)
        self._note_delete(exchange)
        if self.observer is not None:
            self.observer(exchange)
        return exchange

    def _ask(self, request: Request, role: Role, form: Form) -> Exchange:
        self.requests += 1
        began = time.monotonic()
        try:
            exchange = self.upstream.send(request, role, form, self.stop.left_s())
        except UnansweredError:
            self._lost_s += time.monotonic() - began
            raise
        finally:
            self.waited_s += time.monotonic() - began
        if exchange.response.status not in LIMITED:
            self._silences = self._limited = 0
        return exchange

    def _note_create(self, intent: int, exchange: Exchange) -> None:
        customer_id = created_id(exchange)
        if customer_id is not None:
            self.ledger.created(intent, customer_id)
        elif exchange.response.status in _REFUSED:
            self.ledger.refused(intent)

    def _note_delete(self, exchange: Exchange) -> None:
        customer_id = target_id(exchange.request)
        deleted = exchange.request.method == "DELETE" and exchange.response.status in _GONE
        if deleted and customer_id is not None and self.ledger.owns(customer_id):
            self.ledger.gone(customer_id)
            self._verified.discard(customer_id)

    def _not_ours(self, request: Request) -> Response | None:
        """Before the first write to an id, see that the target did not name somebody else's when it created ours."""
        customer_id = target_id(request)
        reads = request.method in {"GET", "HEAD", "OPTIONS"}
        if self.guard.mode is not Mode.MARKED or reads or customer_id is None or customer_id in self._verified:
            return None
        state, email = self._peek(customer_id)
        if state == "there" and not self.ledger.entries.describes(customer_id, email):
            self.ledger.disown(customer_id)
            return refusal(404, "The requested resource was not found.")
        if state == "there":
            self._verified.add(customer_id)
        return None

    def _peek(self, customer_id: int) -> tuple[str, str | None]:
        """Look a customer up without showing it to the observer: ``there``, ``gone`` or ``unknown``, and its e-mail."""
        self.pace.before(self.stop)
        main = self.credentials.main
        request = Request("GET", f"/customers/{customer_id}", headers=(("Accept", "application/json"),))
        try:
            exchange = self._ask(request, main, self.credentials.form_of(main))
        except UnansweredError:
            return "unknown", None
        self.pace.after(exchange.response)
        email = json_member(exchange.response.body, "email")
        state = {200: "there", 404: "gone"}.get(exchange.response.status, "unknown")
        return state, _text(email)

    def _unanswered(self, request: Request, role: Role, form: Form, error: UnansweredError) -> Exchange:
        self._silences += 1
        if self._silences >= _SILENCES_TOLERATED or self._lost_s > _LONGEST_SILENCE_S:
            self._fail(form, f"stopped answering: {error}")
        return self._shielded(request, role, form, refusal(502, f"The target gave {error}."))

    def _fail(self, form: Form, problem: str) -> NoReturn:
        message = f"{self.credentials.bases[form]} {problem}"
        self._failure = TargetError(message)
        raise self._failure

    def _shielded(self, request: Request, role: Role, form: Form, answer: Response) -> Exchange:
        return Exchange(request, answer, role, form, self.credentials.bases.get(form, ""), shielded=True)


def created_id(exchange: Exchange) -> int | None:
    """Return the id of the customer that ``exchange`` created, None if it does not say so."""
    if exchange.response.status not in _CREATED:
        return None
    value = json_member(exchange.response.body, "id")
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
