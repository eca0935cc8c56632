"""The credentials of a run. Nothing outside the gate sees what this module holds."""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from bigcommerce_contract.check.exchange import MALFORMED, Form, Headers, Role
from bigcommerce_contract.check.masking import Mask, basic_texts, masking

TOKEN_HEADER = "X-Auth-Token"  # noqa: S105 - the name of a header
CREDENTIAL_HEADERS = frozenset({"x-auth-token", "authorization", "x-auth-client", "proxy-authorization"})
"""Headers, in lower case, that could carry a credential."""
_SHORTEST_SECRET = 4


def without_credentials(headers: Headers) -> Headers:
    """Return ``headers`` without any that could carry a credential."""
    return tuple((name, value) for name, value in headers if name.lower() not in CREDENTIAL_HEADERS)


def malformed_credential(headers: Headers, role: Role, form: Form) -> Headers:
    """Return the header of ``headers`` that holds one of `MALFORMED`, where unknown Basic credentials are sent.

    It proves nothing to anybody and is no secret, so it passes and is shown as it is.
    """
    if role is not Role.UNKNOWN or form != "basic":
        return ()
    return tuple((name, value) for name, value in headers if name.lower() == "authorization" and value in MALFORMED)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Base URLs and secrets by role; its ``repr`` shows neither.

    Attributes:
        bases: URL below which ``/customers`` stands, by form, without a trailing slash.
        tokens: OAuth access tokens by role.
        basic: ``USER:KEY`` for HTTP Basic, or None.
        extra_headers: Headers added to every request (``--header``); their values count as secrets.
    """

    bases: Mapping[Form, str]
    tokens: Mapping[Role, str] = field(default_factory=dict[Role, str], repr=False)
    basic: str | None = field(default=None, repr=False)
    extra_headers: Headers = field(default=(), repr=False)
    _bogus: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles a request can have: those with a secret, and the two that need none."""
        basic = {Role.BASIC} if self.basic else set[Role]()
        return frozenset({*self.tokens, *basic, Role.NONE, Role.UNKNOWN})

    @property
    def main(self) -> Role:
        """Return the role that may do most."""
        order = (Role.FULL, Role.BASIC, Role.READ_ONLY, Role.NO_SCOPE, Role.NONE)
        return next(role for role in order if role in self.roles)

    def form_of(self, role: Role) -> Form:
        """Return the form in which ``role`` is used unless told otherwise."""
        return "basic" if role is Role.BASIC or "oauth" not in self.bases else "oauth"

    def header(self, role: Role, form: Form) -> Headers:
        """Return the header that proves ``role`` to the target, none for `Role.NONE`."""
        if role is Role.NONE:
            return ()
        if form == "basic":
            pair = self.basic if role is Role.BASIC and self.basic else f"unknown:{self._bogus}"
            return (("Authorization", "Basic " + base64.b64encode(pair.encode()).decode()),)
        return ((TOKEN_HEADER, self.tokens.get(role, self._bogus)),)

    def mask(self, text: str) -> str:
        """Return ``text`` with every secret in it replaced by asterisks."""
        return self.masking()(text)

    def masking(self) -> Mask:
        """Return what replaces every secret in a text by asterisks, for many texts."""
        plain = [*self.tokens.values(), *(value for _, value in self.extra_headers)]
        if self.basic:
            plain += basic_texts(self.basic)
        return masking(plain, _SHORTEST_SECRET)
