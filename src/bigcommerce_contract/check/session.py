"""What the scripted walk works with: roles, marks, and a way to send through the gate."""

import json as jsonlib
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from bigcommerce_contract.check.exchange import Exchange, Form, Headers, Request, Role, to_target
from bigcommerce_contract.check.gate import Gate
from bigcommerce_contract.check.marker import Marker
from bigcommerce_contract.check.mode import Mode

Query = Mapping[str, object] | Sequence[tuple[str, object]] | str | None


class _Unset:
    """The type of `UNSET`."""


UNSET: Final = _Unset()
"""Stands for "no JSON body", since None is a JSON value."""


class Session:
    """Sends requests through the gate under the name of a role.

    Attributes:
        marker: Makes the e-mail addresses and the last name of the customers of this run.
    """

    def __init__(self, gate: Gate, marker: Marker) -> None:
        """Work through ``gate`` with the marks of ``marker``."""
        self._gate = gate
        self.marker = marker

    @property
    def mode(self) -> Mode:
        """Return the mode that the gate enforces."""
        return self._gate.guard.mode

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles a request can have; `Role.NONE` and `Role.UNKNOWN` always."""
        return self._gate.credentials.roles

    @property
    def forms(self) -> frozenset[Form]:
        """Return the URL forms for which a base URL is known."""
        return frozenset(self._gate.credentials.bases)

    @property
    def main(self) -> Role:
        """Return the role that may do most: `Role.FULL` if there is a token, else `Role.BASIC`, else a lesser one."""
        return self._gate.credentials.main

    @property
    def may_delete_all(self) -> bool:
        """Say whether ``DELETE /customers`` passes the gate."""
        return self._gate.guard.may_delete_all

    def send(  # noqa: PLR0913 - one argument a part of the request
        self,
        method: str,
        path: str,
        *,
        role: Role = Role.FULL,
        form: Form | None = None,
        query: Query = None,
        json: object = UNSET,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Exchange:
        """Send a request and return the exchange.

        Args:
            method: HTTP method.
            path: Raw path below the base URL, percent-encoded by the caller.
            role: Whose credential the gate puts in. `Role.FULL` stands for the main role where no full token is given.
            form: URL form; that of the role unless given.
            query: Parameters, or a raw query string without the question mark.
            json: A value to send as a JSON body.
            content: A raw body; ``Content-Type`` is ``application/json`` unless ``headers`` say otherwise.
            headers: Headers beside ``Accept: application/json``; an empty value leaves a default header out. Of
                credentials, one of `MALFORMED` alone passes, for `Role.UNKNOWN` in the Basic form.

        Returns:
            The exchange. With `Exchange.shielded` the answer is the gate's and says nothing about the target.

        Raises:
            CheckInterruptedError: A signal asked to stop.
            TimeIsUpError: The time of the run is over.
            TargetError: The target has fallen silent.
        """
        role = self.main if role is Role.FULL and Role.FULL not in self.roles else role
        body = content if isinstance(json, _Unset) else jsonlib.dumps(json).encode()
        sent_headers = _headers(headers, has_body=body is not None)
        request = Request(method, to_target(path), to_target(_query_string(query)), sent_headers, body or b"")
        return self._gate.handle(request, role, form or self._gate.credentials.form_of(role))


def _query_string(query: Query) -> str:
    if query is None or isinstance(query, str):
        return query or ""
    pairs = query.items() if isinstance(query, Mapping) else query
    return urlencode([(name, _query_value(value)) for name, value in pairs])


def _query_value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _headers(given: Mapping[str, str] | None, *, has_body: bool) -> Headers:
    defaults = {"Accept": "application/json", **({"Content-Type": "application/json"} if has_body else {})}
    named = {name.lower() for name in given or {}}
    kept = [(name, value) for name, value in defaults.items() if name.lower() not in named]
    return (*kept, *((name, value) for name, value in (given or {}).items() if value))
