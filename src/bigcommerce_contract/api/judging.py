"""Judges the traffic of somebody's own tests as it comes."""

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from bigcommerce_contract.api.report import Report
from bigcommerce_contract.api.responses import to_recorded
from bigcommerce_contract.api.wrong_types import require_exchange, require_one_of, require_text
from bigcommerce_contract.check.base_url import parse_base_url
from bigcommerce_contract.check.credentials import malformed_credential
from bigcommerce_contract.check.exchange import Exchange, Role
from bigcommerce_contract.check.judge.finding import Finding
from bigcommerce_contract.check.recorded.bench import Bench
from bigcommerce_contract.check.recorded.recording import Recorded
from bigcommerce_contract.check.recorded.secrets import basic_pair, masking_recorded, secrets_in, without_secrets
from bigcommerce_contract.check.recorded.stores import origin, place, recorded_of, to_exchange
from bigcommerce_contract.check.report import Facts
from bigcommerce_contract.check.verdicts import Tally
from bigcommerce_contract.document import load_rules

_MOST_PLACES = 3
_COLLECTION = re.compile(r".*?/customers(?![^/.])")


class Judge:
    """Reads exchanges in order and names the rules that each breaks. It sends nothing.

    It takes stores for what they are in practice: with other customers, and other writers. What it has not seen it does
    not claim. Exchanges with other APIs are left alone.

    Args:
        base_url: See the property.
        roles: See the property.

    Raises:
        UsageError: Either is refused.
    """

    def __init__(self, base_url: str | None = None, roles: Mapping[str, Role | str] | None = None) -> None:
        """Begin without having seen anything."""
        self.base_url = base_url
        self.roles = roles or {}
        self._bench, self._tally = Bench(), Tally()
        self._secrets: set[str] = set()
        self._sent: list[Any] = []
        self._told = 0
        self._elsewhere: set[str] = set()
        self._began = time.monotonic()

    def __repr__(self) -> str:
        """Tell it apart from others, without the credentials that it knows."""
        return f"Judge(base_url={self._base_url!r})"

    @property
    def base_url(self) -> str | None:
        """The one URL below which ``/customers`` stands; None to know stores by ``/stores/{hash}/v2`` and ``/api/v2``.

        Raises:
            UsageError: What is set is no URL below which anything could stand.
        """
        return self._base_url

    @base_url.setter
    def base_url(self, url: str | None) -> None:
        if url is not None:
            require_text("base_url", url)
            url = parse_base_url("base_url", url)
        self._base_url = url

    @property
    def roles(self) -> Mapping[str, Role | str]:
        """What each access token, or ``USER:KEY`` of the Basic form, is entitled to. Set it as a whole.

        Without it nothing is claimed of scopes. The text of a role will do.

        Raises:
            UsageError: What is set gives a credential a role that there is not.
        """
        return self._roles

    @roles.setter
    def roles(self, roles: Mapping[str, Role | str]) -> None:
        for role in roles.values():
            require_one_of(Role, "role", role)
        self._roles = MappingProxyType({credential: Role(role) for credential, role in roles.items()})

    @property
    def findings(self) -> list[Finding]:
        """What was found: of each rule the three smallest findings, so that a judge may listen for hours.

        `report` counts all of them.
        """
        return [finding for kept in self._tally.kept.values() for finding in kept]

    @property
    def told(self) -> int:
        """How many exchanges it was told of, those with other APIs and those that hold too little included."""
        return self._told

    @property
    def unjudged(self) -> str | None:
        """Why nothing was judged, None where something was."""
        if self._bench.judged:
            return None
        if not self._told:
            what = "requests and of no answer" if self._sent else "no exchange"
            return f"it was told of {what}: is observe_response a hook of the client?"
        if self._bench.masked:
            return "what it was told of this API holds too little: bodies were streamed, or values taken out"
        known = f"below {self.base_url}" if self.base_url else "below /stores/{hash}/v2/customers or /api/v2/customers"
        mask = masking_recorded(self._secrets, ())
        return f"it was told of {mask(', '.join(sorted(self._elsewhere)))} and of nothing {known}: set its base_url"

    def observe(self, exchange: Exchange) -> list[Finding]:
        """Judge an exchange; give the rules it breaks, one finding a rule.

        Raises:
            TypeError: It is no exchange, or a part of it is of another type than documented.
            ValueError: Its path is none below the base URL, or its form is neither ``oauth`` nor ``basic``.
        """
        require_exchange(exchange)
        self._told += 1
        self._note_secrets(recorded_of(exchange))
        return self._note(self._bench.observe(_without_secrets(exchange)))

    def observe_request(self, request: Any) -> None:  # noqa: ANN401 - of any library
        """Take note of a request of httpx2 or httpx before it is sent; fit to be an event hook of each.

        Only so can the judge know of a request that no answer followed. It may have been carried out: what was known of
        the store is forgotten then, and nobody is blamed for what it did.
        """
        self._sent.append(request)

    async def observe_async_request(self, request: Any) -> None:  # noqa: ANN401 - as above
        """Take note of a request of an asynchronous client."""
        self.observe_request(request)

    def observe_response(self, response: Any, *_: object, **__: object) -> None:  # noqa: ANN401 - of any library
        """Judge a response of httpx2, httpx or requests with its request; fit to be an event hook of each.

        Raises:
            TypeError: It is something else.
        """
        if hasattr(response, "read") and not hasattr(response, "iter_content"):
            response.read()
        self._observe_answer(response)

    async def observe_async_response(self, response: Any) -> None:  # noqa: ANN401 - as above
        """Judge a response of an asynchronous client of httpx2 or httpx; fit to be its event hook.

        Raises:
            TypeError: It is something else.
        """
        await response.aread()
        self._observe_answer(response)

    def report(self) -> Report:
        """Give one verdict a rule on all that was seen so far."""
        tally, bench = self._tally, self._bench
        tally.exercised, tally.failures, tally.answers = bench.exercised, bench.failures, bench.answers
        verdicts = [tally.verdict(rule, tally.unshown(rule)) for rule in load_rules()]
        return Report(
            Facts(
                target=", ".join(self._bench.stores),
                mode="watched",
                seed=0,
                duration_s=time.monotonic() - self._began,
                requests=self._bench.judged,
                verdicts=verdicts,
                mask=masking_recorded(self._secrets, bench.passwords),
            )
        )

    def _observe_answer(self, response: Any) -> None:  # noqa: ANN401 - of any library
        recorded = to_recorded(response)
        if any(sent is response.request for sent in self._sent):
            self._sent.remove(response.request)
        for sent in self._sent:
            self._bench.note_other(str(sent.method).upper(), str(sent.url))
        self._sent.clear()
        self._observe(recorded)

    def _observe(self, recorded: Recorded) -> None:
        self._note_secrets(recorded)
        self._told += 1
        item = place(recorded, self.base_url)
        if item is None:
            self._note_elsewhere(recorded.url)
            self._bench.note_other(recorded.method, recorded.url)
        else:
            exchange = to_exchange(item, self._role(recorded))
            self._note(self._bench.observe(exchange, complete=recorded.complete))

    def _note_secrets(self, recorded: Recorded) -> None:
        self._secrets.update(text for secret in secrets_in(recorded) for text in secret.texts)

    def _note_elsewhere(self, url: str) -> None:
        # No more of it than may help to find the right base URL: its path may hold any secret.
        if len(self._elsewhere) < _MOST_PLACES and (root := origin(url)):
            collection = _COLLECTION.match(urlsplit(url).path)
            self._elsewhere.add(root + (collection[0] if collection else ""))

    def _note(self, found: list[Finding]) -> list[Finding]:
        for finding in found:
            self._tally.add(finding)
        return found

    def _role(self, recorded: Recorded) -> Role:
        sent = {name.lower(): value for name, value in recorded.sent_headers}
        authorization = sent.get("authorization", "")
        credential = sent.get("x-auth-token") or basic_pair(authorization) or authorization
        if not credential:
            return Role.NONE
        return self._roles.get(credential, Role.UNSTATED)


def _without_secrets(exchange: Exchange) -> Exchange:
    request, response = exchange.request, exchange.response
    kept = (*without_secrets(request.headers), *malformed_credential(request.headers, exchange.role, exchange.form))
    return replace(
        exchange,
        request=replace(request, headers=kept),
        response=replace(response, headers=without_secrets(response.headers)),
    )
