"""The secrets of a recorded exchange that nobody took out."""

import base64
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, unquote_plus, urlsplit

from bigcommerce_contract.cassettes.documented import documented_passwords
from bigcommerce_contract.cassettes.scrubbing import SECRET_PARAMETERS
from bigcommerce_contract.check.credentials import CREDENTIAL_HEADERS
from bigcommerce_contract.check.exchange import MALFORMED, Headers
from bigcommerce_contract.check.masking import Mask, basic_texts, masking
from bigcommerce_contract.check.passwords import masking_passwords, passwords_in
from bigcommerce_contract.check.recorded.events import CASE_HEADER
from bigcommerce_contract.check.recorded.masks import is_masked
from bigcommerce_contract.check.recorded.recording import Recorded

_COOKIES = frozenset({"cookie", "set-cookie"})
SECRET_HEADERS = CREDENTIAL_HEADERS | _COOKIES
"""Headers, in lower case, whose values are secrets."""
_SHORTEST = 6
"""Characters of the shortest that is masked wherever it stands: a shorter one would take other texts with it."""
_WORD = re.compile("[a-z]{1,11}")
"""A cookie that is no id of a session but the name of a view, a language or the like."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret in plain sight.

    Attributes:
        place: Where it stands.
        value: The secret.
        pair: Of a Basic credential, what is encoded, such as the ``USER:KEY`` to which the secret belongs, else None.
        spelled: Of a secret in a URL, how it stands there, percent-encoded in some way of many; else None.
        word: Whether it may be an ordinary word: masked wherever it stands, it would take other texts with it.
    """

    place: str
    value: str = field(repr=False)
    pair: str | None = field(default=None, repr=False)
    spelled: str | None = field(default=None, repr=False)
    word: bool = False

    @property
    def texts(self) -> list[str]:
        """The texts that give the secret away."""
        if self.word:
            return []
        spellings = [self.value, *([] if self.spelled is None else [self.spelled])]
        return spellings + ([] if self.pair is None else basic_texts(self.pair))


def without_secrets(headers: Headers) -> Headers:
    """Return headers without those of `SECRET_HEADERS`."""
    return tuple((name, value) for name, value in headers if name.lower() not in SECRET_HEADERS)


def masking_recorded(secrets: Iterable[str], passwords: Iterable[str]) -> Mask:
    """Return what takes out of a report on recorded traffic what the traffic shows.

    Args:
        secrets: The `Secret.texts` of it.
        passwords: Passwords that were set.
    """
    return masking_passwords(passwords, masking(secrets, _SHORTEST))


def secrets_in(recorded: Recorded, public: Collection[str] = ()) -> list[Secret]:
    """Give the secrets of an exchange that are not masked; several may stand in one place.

    Args:
        recorded: The exchange.
        public: Values that are no secrets; the passwords that the document shows as examples are none either.
    """
    found = (*_in_headers(recorded), *_in_url(recorded.url), *_in_bodies(recorded))
    return [secret for secret in found if not _open(secret, public)]


def _open(secret: Secret, public: Collection[str]) -> bool:
    return is_masked(secret.value) or secret.value in public or secret.spelled in public


def _in_headers(recorded: Recorded) -> Iterator[Secret]:
    for side, headers in (("request", recorded.sent_headers), ("response", recorded.headers)):
        for name, value in headers:
            place = f"the header {name} of the {side}"
            if name.lower() in CREDENTIAL_HEADERS and value.strip() not in MALFORMED:
                yield _credential(place, value)
            elif name.lower() in _COOKIES:
                yield from (Secret(place, cookie, word=_is_word(cookie)) for cookie in _cookies(name, value))


def _credential(place: str, value: str) -> Secret:
    """Give the secret part of a credential: what follows the scheme, of Basic the key or else all there is."""
    blank, rest = value.strip().partition(" ")[1:]
    shown = rest.strip() if blank and not is_masked(value) else value.strip()
    pair = None if is_masked(shown) else basic_pair(value)
    if pair is None:
        return Secret(place, shown)
    # Some encode a token alone, or as the user without a key.
    user, _, key = pair.partition(":")
    return Secret(place, key or user, pair)


def basic_pair(authorization: str) -> str | None:
    """Give the ``USER:KEY`` of a Basic credential, None where a header holds something else."""
    scheme, _, encoded = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        decoded = base64.b64decode(encoded.strip(), validate=True)
    except ValueError:  # no Base64, or no ASCII
        return None
    try:
        return decoded.decode()
    except UnicodeDecodeError:
        return decoded.decode("latin-1") if b":" in decoded else None


def _cookies(name: str, value: str) -> Iterator[str]:
    pairs = value.split(";")[:1] if name.lower() == "set-cookie" else value.split(";")
    for pair in pairs:
        key, equals, secret = pair.partition("=")
        yield (secret if equals else key).strip()


def _is_word(cookie: str) -> bool:
    return _WORD.fullmatch(cookie) is not None


def _in_url(url: str) -> Iterator[Secret]:
    try:
        parts = urlsplit(url)
        spelled = parts.password or ""
        key = unquote(spelled)
        yield Secret("the user's part of the URL", key, f"{unquote(parts.username or '')}:{key}", spelled)
    except ValueError:
        return
    for parameter in parts.query.split("&"):
        name, _, spelled = parameter.partition("=")
        if unquote_plus(name).lower() in SECRET_PARAMETERS:
            yield Secret(f"the parameter {unquote_plus(name)} of the URL", unquote_plus(spelled), spelled=spelled)


def _in_bodies(recorded: Recorded) -> Iterator[Secret]:
    if any(name == CASE_HEADER for name, _ in recorded.sent_headers):
        return  # Schemathesis makes its passwords up, and writes them into every archive.
    for side, body in (("request", recorded.sent), ("response", recorded.received)):
        for password in passwords_in(body or b""):
            if password not in documented_passwords():
                yield Secret(f"a password in the body of the {side}", password)
