"""A real store as what is recorded: only customers that the recording made are touched and shown, and none is left.

Everything passes the gate of the check, in its mode ``marked``. What makes two recordings of one store differ is
replaced on the way, equal by equal: store, addresses, ids and moments become those that the mock server would have.
"""

import base64
import os
import warnings
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import sleep
from typing import cast
from urllib.parse import urlsplit

import httpx2
import pytest
from tests.cassettes.canonical import Canonical, shown_ids
from tests.cassettes.store import ACCESS

from bigcommerce_contract.cassettes import library
from bigcommerce_contract.check.cleanup import new_ledger
from bigcommerce_contract.check.credentials import Credentials
from bigcommerce_contract.check.errors import CheckError
from bigcommerce_contract.check.exchange import Exchange, Form, Request, Role
from bigcommerce_contract.check.gate import Gate
from bigcommerce_contract.check.guard import Guard
from bigcommerce_contract.check.marker import Marker
from bigcommerce_contract.check.mode import Mode
from bigcommerce_contract.check.pace import Pace, Stop
from bigcommerce_contract.check.run import clean_up
from bigcommerce_contract.check.session import Session
from bigcommerce_contract.check.signals import stop_on_signals
from bigcommerce_contract.check.upstream import Upstream

_NOT_PASSED_ON = frozenset({"host", "connection", "content-length", "accept-encoding", "x-auth-token", "authorization"})
_NOT_GIVEN_BACK = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})
_LEFT = "Customers were left behind: {}. `bigcommerce-contract check --clean-up` finds and removes them."
_TWO_SECONDS = 2.0
"""Longer than the second to which the API tells the time, so that what was done later has a later date."""


@contextmanager
def ending_the_recording() -> Generator[None]:
    """End the whole recording where it was interrupted, or the store has fallen silent."""
    try:
        yield
    except CheckError as error:
        pytest.exit(f"the recording ended early: {error}", returncode=int(error.status))


def credentials_of(environment: Mapping[str, str]) -> Credentials | None:
    """Read the store and its credentials from the variables of the client; None where they name none."""
    bases: dict[Form, str] = {}
    tokens: dict[Role, str] = {}
    given = environment.get("BIGCOMMERCE_BASE_URL")
    if token := environment.get("BIGCOMMERCE_ACCESS_TOKEN"):
        bases["oauth"] = given or f"https://api.bigcommerce.com/stores/{environment['BIGCOMMERCE_STORE_HASH']}/v2"
        tokens[Role.FULL] = token
        others = {Role.READ_ONLY: "BIGCOMMERCE_READ_ONLY_TOKEN", Role.NO_SCOPE: "BIGCOMMERCE_NO_SCOPE_TOKEN"}
        tokens |= {role: environment[name] for role, name in others.items() if environment.get(name)}
    basic = None
    if key := environment.get("BIGCOMMERCE_API_KEY"):
        basic = f"{environment['BIGCOMMERCE_USERNAME']}:{key}"
        of_domain = f"https://{environment.get('BIGCOMMERCE_STORE_DOMAIN')}/api/v2"
        bases["basic"] = of_domain if tokens or not given else given
    return Credentials(bases, tokens, basic) if bases else None


@contextmanager
def real_store(environment: Mapping[str, str] = os.environ) -> Generator["RealStore | None"]:
    """Open the store that the environment names, and leave it without a customer of this recording."""
    credentials = credentials_of(environment)
    if credentials is None:
        yield None
        return
    stop, ledger = Stop(), new_ledger([*credentials.bases.values()])
    with Upstream(credentials) as upstream, stop_on_signals(stop):
        gate = Gate(upstream, credentials, ledger, Guard(Mode.MARKED, ledger.owns), stop, Pace())
        session = Session(gate, Marker())
        try:
            yield RealStore(gate, session)
        finally:
            cleaned = clean_up(gate, session)
            if not cleaned.done:
                warnings.warn(_LEFT.format(cleaned.left), stacklevel=2)


@dataclass
class RealStore:
    """A store of BigCommerce, and what was made in it."""

    gate: Gate
    session: Session
    _scenarios: int = 0

    @contextmanager
    def target(self, form: str, *, mocked: bool, alone: bool) -> Generator["RealTarget"]:
        """Give the store for one scenario, and remove its customers afterwards.

        Args:
            form: `oauth` or `basic`.
            mocked: Whether the scenario needs a mock server.
            alone: Whether the scenario needs a store without other customers.
        """
        if form not in self.gate.credentials.bases:
            pytest.skip(f"there are no credentials for the {form} form")
        if mocked:
            pytest.skip("only the mock server can be set up for this")
        if alone and self._holds_others():
            pytest.skip("the store holds other customers, whom the answers would show")
        self._scenarios += 1
        marker = f"{self._scenarios}@{self.session.marker.domain}"
        base_url = self.gate.credentials.bases[cast("Form", form)]
        yield RealTarget(self.gate, form, Canonical(marker, base_url, library.base_urls()[form == "basic"]))
        for customer_id in self.gate.ledger.entries.left():
            with ending_the_recording():
                self.session.send("DELETE", f"/customers/{customer_id}")

    def _holds_others(self) -> bool:
        with ending_the_recording():
            answer = self.session.send("GET", "/customers/count").response
        return answer.status != 200 or answer.json() != {"count": 0}


@dataclass
class RealTarget:
    """A real store while one scenario is recorded from it."""

    gate: Gate
    form: str
    canonical: Canonical
    name: str = field(default="a store of BigCommerce")

    def transport(self) -> httpx2.BaseTransport:
        # One of the transports that vcrpy watches.
        return httpx2.MockTransport(self._carry)

    def fault(self, text: str) -> None:
        pytest.skip(f"a real store cannot be told to fail: {text}")

    def pass_time(self, seconds: float) -> None:
        sleep(_TWO_SECONDS)
        self.canonical.pass_time(seconds)

    def _carry(self, request: httpx2.Request) -> httpx2.Response:
        sent = self._outgoing(request)
        with ending_the_recording():
            exchange = self.gate.handle(sent, _role(request), cast("Form", self.form))
        if exchange.shielded:
            (refusal,) = exchange.response.json()
            pytest.skip(f"{sent.method} {sent.path} is not sent to a real store: {refusal['message']}")
        self._require_own(exchange)
        return self._incoming(exchange)

    def _outgoing(self, request: httpx2.Request) -> Request:
        parts = urlsplit(str(request.url))
        path = parts.path.removeprefix(urlsplit(self.canonical.shown_url).path)
        headers = [(name, value) for name, value in request.headers.items() if name.lower() not in _NOT_PASSED_ON]
        return Request(
            method=request.method,
            path=self.canonical.path_out(path),
            query=self.canonical.query_out(parts.query),
            headers=tuple(headers),
            body=self.canonical.body_out(request.content),
        )

    def _require_own(self, exchange: Exchange) -> None:
        if [each for each in shown_ids(exchange.response.body) if not self.gate.ledger.owns(each)]:
            pytest.skip("the answer shows customers that this recording did not make")

    def _incoming(self, exchange: Exchange) -> httpx2.Response:
        headers = [
            (name, self.canonical.text_in(value))
            for name, value in exchange.response.headers
            if name.lower() not in _NOT_GIVEN_BACK
        ]
        body = self.canonical.text_in(exchange.response.body.decode("utf-8", errors="surrogateescape"))
        return httpx2.Response(
            exchange.response.status, headers=headers, content=body.encode("utf-8", errors="surrogateescape")
        )


def _role(request: httpx2.Request) -> Role:
    """Tell whose credentials a request has: those of the scenarios name roles."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    shown = base64.b64decode(encoded).decode() if scheme else request.headers.get("X-Auth-Token")
    if shown is None:
        return Role.NONE
    return next((Role(name) for name in _NAMED if shown == ":".join(ACCESS[name].values())), Role.UNKNOWN)


_NAMED = ("full", "read_only", "no_scope", "basic")
