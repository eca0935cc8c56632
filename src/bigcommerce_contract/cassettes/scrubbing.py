"""Takes out of traffic what nobody shall read, before it is written: hooks for vcrpy.

Taken out are credentials, passwords, e-mail addresses, names and telephone numbers of people, IP addresses and the ids
of requests. What was made up stays: addresses in the domains that nobody can have, such as example.com, what belongs to
such a customer, and the password that the document shows. A text longer than any property may hold is left out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from bigcommerce_contract.cassettes.documented import (
    as_array,
    as_object,
    documented_headers,
    documented_passwords,
    longest_text,
)
from bigcommerce_contract.cassettes.standins import StandIns, is_made_up
from bigcommerce_contract.document import password_properties

TOKEN = "<token>"  # noqa: S105 - stands where a token stood
NO_REQUEST_ID = "0" * 32
_SENT = frozenset({"accept", "content-type", "if-modified-since"})
_CREDENTIALS = frozenset({"x-auth-token", "authorization"})
SECRET_PARAMETERS = frozenset({"access_token", "api_key", "password", "token"})
"""Parameters of any URL, in lower case, whose values are secrets."""
_FICTION = re.compile(r"(?:\+?1[ -]?)?(?:\(?\d{3}\)?[ -])?555-?01\d\d")
"""Telephone numbers that nobody has."""
_PERSONAL = ("first_name", "last_name", "company", "phone", "notes")

Json = Any


class Scrubber:
    """Scrubs the requests and responses of one cassette.

    Args:
        roles: What stands for a credential that is known, such as ``<read_only>``: a token, or ``USER:KEY`` encoded as
            in the header. Any other becomes ``<token>``.
    """

    def __init__(self, roles: Mapping[str, str] | None = None) -> None:
        """Have seen nothing."""
        self._roles = dict(roles or {})
        self._standins = StandIns()
        self._made_up_phones: set[str] = set()

    def request(self, request: Any) -> Any:  # noqa: ANN401 - of vcrpy, which is untyped
        """Scrub a request: the hook ``before_record_request``."""
        request.uri = self._url(request.uri)
        request.headers = dict(self._sent_headers(request.headers))
        request.body = self._body(request.body) if request.body else request.body
        return request

    def response(self, response: dict[str, Any]) -> dict[str, Any]:
        """Scrub a response: the hook ``before_record_response``."""
        headers = dict(self._received_headers(response["headers"]))
        body = {**response["body"], "string": self._body(response["body"]["string"])}
        return {**response, "headers": headers, "body": body}

    def _url(self, url: str) -> str:
        parts = urlsplit(url)
        pairs = [(name, self._parameter(name, value)) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
        if pairs == parse_qsl(parts.query, keep_blank_values=True):
            return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        query = urlencode(pairs, quote_via=quote)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=query))

    def _parameter(self, name: str, value: str) -> str:
        if name.lower() in SECRET_PARAMETERS:
            return TOKEN
        if name == "phone":
            return self._phone(value)
        return self._standins.in_text(value)

    def _sent_headers(self, headers: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
        for name, values in _listed(headers):
            if name in _CREDENTIALS:
                yield name, [self._credential(value) for value in values]
            elif name in _SENT:
                yield name, values

    def _credential(self, value: str) -> str:
        scheme, blank, rest = value.strip().rpartition(" ")
        if rest in {TOKEN, *self._roles.values()}:
            return value
        return scheme + blank + self._roles.get(rest, TOKEN)

    def _received_headers(self, headers: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
        for name, values in _listed(headers):
            if name == "x-request-id":
                yield documented_headers()[name], [NO_REQUEST_ID]
            elif name in documented_headers():
                yield documented_headers()[name], [self._standins.in_text(value) for value in values]

    def _body(self, body: bytes | str) -> bytes | str:
        text = body.decode("utf-8", errors="surrogateescape") if isinstance(body, bytes) else body
        try:
            parsed = json.loads(text)
        except ValueError:
            scrubbed = self._standins.in_text(_without_passwords(text))
        else:
            clean = self._json(parsed)
            scrubbed = text if clean == parsed else _written(clean, like=text)
        return scrubbed.encode("utf-8", errors="surrogateescape") if isinstance(body, bytes) else scrubbed

    def _json(self, node: Json) -> Json:
        items, properties = as_array(node), as_object(node)
        if items is not None:
            return [self._json(item) for item in items]
        if properties is not None:
            return self._object(properties)
        return self._text(node) if isinstance(node, str) else node

    def _text(self, text: str) -> str:
        # What no property may hold shows by its length: nobody reads a megabyte, and its parts may be anybody's.
        too_long = len(text) > longest_text()
        return f"<{len(text)} characters>" if too_long else self._standins.in_text(text)

    def _object(self, node: dict[str, Json]) -> dict[str, Json]:
        email = node.get("email")
        if is_made_up(email):
            self._made_up_phones.add(str(node.get("phone")))
        elif isinstance(email, str) and email:
            node = {name: self._personal(name, value) for name, value in node.items()}
        return {name: self._property(name, value) for name, value in node.items()}

    def _property(self, name: str, value: Json) -> Json:
        if isinstance(value, str) and name in password_properties():
            return self._password(value)
        return self._phone(value) if name == "phone" and isinstance(value, str) else self._json(value)

    def _password(self, value: str) -> str:
        if value in documented_passwords() or re.fullmatch(r"<password \d+>", value):
            return value
        return self._standins.of("password", value, lambda number: f"<password {number}>")

    def _phone(self, value: str) -> str:
        if not value or value in self._made_up_phones or _FICTION.fullmatch(value):
            return value
        return self._standins.of("phone", value, lambda number: f"555-01{number:02}")

    def _personal(self, name: str, value: Json) -> Json:
        if name not in _PERSONAL or not isinstance(value, str) or not value:
            return value
        if name == "phone":
            return self._phone(value)
        label = name.replace("_", " ").capitalize()
        if re.fullmatch(rf"{label} \d+", value):
            return value
        return self._standins.of(name, value, lambda number: f"{label} {number}")


def _listed(headers: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, value in headers.items():
        values = as_array(value) or [value]
        yield str(name).lower(), [each.decode("latin-1") if isinstance(each, bytes) else str(each) for each in values]


def _written(value: Json, like: str) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("/", "\\/") if "\\/" in like else text


def _without_passwords(text: str) -> str:
    names = "|".join(map(re.escape, sorted(password_properties())))
    return re.sub(rf'("(?:{names})"\s*:\s*")(?:[^"\\]|\\.)*', r"\g<1><password>", text)
