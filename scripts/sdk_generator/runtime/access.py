"""Finding the base URL and the credentials from arguments and environment variables."""

import base64
import logging
import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

import httpx2
from attrs import field, frozen

from .arguments import require_instance
from .errors import ConfigurationError

logger = logging.getLogger(__name__.partition(".")[0])

_NAME: Final = re.compile(r"[A-Za-z0-9._:-]+")
_SECRET: Final = re.compile(r"[!-~]+")
_BASE_URL: Final = re.compile(r"https?://[^/?#@\s]+(/[^?#@\s]*)?")

Authenticate = Callable[..., dict[str, str]]


@frozen
class Form:
    """One way to reach the API: a server, and the credentials it takes.

    Attributes:
        url: The server's URL with its variables in braces.
        variables: Its variables and the environment variables that may give them.
        credentials: The parts of the credentials and the environment variables that may give them.
        authenticate: Makes the header of the credentials, given by name.
    """

    url: str
    variables: Mapping[str, str]
    credentials: Mapping[str, str]
    authenticate: Authenticate

    @property
    def arguments(self) -> dict[str, str]:
        """All arguments and their environment variables."""
        return {**self.variables, **self.credentials}


@frozen
class Access:
    """Where the API is, and the header that opens it."""

    base_url: str
    headers: Mapping[str, str] = field(repr=False)


def find_access(
    forms: tuple[Form, ...], given: Mapping[str, str | None], base_url_variable: str, environment: Mapping[str, str]
) -> Access:
    """Find the way in that the arguments choose, completed by the environment.

    An argument wins over its own variable. A base URL wins over a store, also where the variable gives the one and
    an argument the other: a program with its store written out must not reach it from tests that name another server.

    Args:
        forms: The ways there are; of those that fit, the first that is complete is taken.
        given: The constructor's arguments, `base_url` among them; None where one was left out.
        base_url_variable: The environment variable that may give `base_url`.
        environment: The environment variables.

    Returns:
        The base URL without a slash at its end, and the header.

    Raises:
        TypeError: An argument is no text.
        ConfigurationError: The arguments contradict each other, are incomplete, or cannot stand in a URL or header.
    """
    arguments = {name: value for name, value in given.items() if value is not None}
    for name, value in arguments.items():
        require_instance(name, value, str)
    base_url = arguments.pop("base_url", None)
    fitting = [form for form in forms if arguments.keys() <= (form.credentials if base_url else form.arguments).keys()]
    if not fitting:
        message = f"{_listed([*arguments, *(['base_url'] if base_url else [])])} do not go together: {_ways(forms)}"
        raise ConfigurationError(message)
    url = base_url or environment.get(base_url_variable)
    for form in fitting:
        values = {name: arguments.get(name) or environment.get(env) for name, env in form.arguments.items()}
        access = _access(form, {name: value for name, value in values.items() if value}, url or None)
        if access:
            if url and not base_url and _names_server(form, arguments):
                logger.info("%s leads to %s, in place of the store that was given", base_url_variable, access.base_url)
            return access
    message = f"The store or the credentials are missing: {_ways(tuple(fitting))}"
    raise ConfigurationError(message)


def _names_server(form: Form, arguments: Mapping[str, str]) -> bool:
    return not form.variables.keys().isdisjoint(arguments)


def _access(form: Form, values: Mapping[str, str], base_url: str | None) -> Access | None:
    needed = form.credentials if base_url else form.arguments
    if not needed.keys() <= values.keys():
        return None
    secrets = {name: _secret(name, values[name]) for name in form.credentials}
    url = base_url or form.url.format(**{name: _plain(name, values[name]) for name in form.variables})
    return Access(_checked_url(url), form.authenticate(**secrets))


def _plain(name: str, value: str) -> str:
    if not _NAME.fullmatch(value):
        message = f"{name} must be a bare name of letters, digits, dots and hyphens, not {value!r}"
        raise ConfigurationError(message)
    return value


def _secret(name: str, value: str) -> str:
    if not _SECRET.fullmatch(value):
        message = f"{name} must consist of printable ASCII characters without blanks"
        raise ConfigurationError(message)
    return value


def _checked_url(url: str) -> str:
    if not _BASE_URL.fullmatch(url) or not _is_url(url):
        message = "base_url must be an http or https URL without user name, query and fragment"
        raise ConfigurationError(message)
    return url.rstrip("/")


def _is_url(text: str) -> bool:
    try:
        # The HTTP client would send to a port that no socket takes.
        return httpx2.URL(text).host != "" and urlsplit(text).port != 0
    except (httpx2.InvalidURL, ValueError):
        return False


def _ways(forms: tuple[Form, ...]) -> str:
    ways = [_listed([f"{name} ({env})" for name, env in form.arguments.items()]) for form in forms]
    return f"give {', or '.join(ways)}; base_url may take the place of the store"


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def header_key(header: str, argument: str) -> Authenticate:
    """Authenticate with a key in a header of its own."""

    def key(**values: str) -> dict[str, str]:
        return {header: values[argument]}

    return key


def basic(username: str, password: str) -> Authenticate:
    """Authenticate with a user name and a password, given by the names of their arguments."""

    def header(**values: str) -> dict[str, str]:
        pair = f"{values[username]}:{values[password]}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}

    return header
