"""Tells in words what of a wrong type was given: who feeds the library may check no types."""

from collections.abc import Collection, Iterable, Mapping
from typing import cast, get_args

from bigcommerce_contract.check.arguments import Arguments
from bigcommerce_contract.check.errors import UsageError
from bigcommerce_contract.check.exchange import Exchange, Form, Request, Response, Role

_TEXTS = ("base_url", "token", "read_only_token", "no_scope_token", "basic", "basic_url", "rate")


def require_collections(rules: object, headers: object) -> None:
    """See that the rules are several texts, and that the headers have names and values.

    Raises:
        UsageError: They are or have not.
    """
    if isinstance(rules, str):
        message = f"rules is one text: give a list, such as [{rules!r}]"
        raise UsageError(message)
    if not _holds_texts(rules):
        message = f"rules is {_kind(rules)}: give a list of ids, which are texts"
        raise UsageError(message)
    if headers is not None and not _maps_texts(headers):
        message = f"headers is {_kind(headers)}: give a mapping of texts to texts, such as {{'X-Trace': '1'}}"
        raise UsageError(message)


def _holds_texts(value: object) -> bool:
    return isinstance(value, Collection) and all(isinstance(each, str) for each in cast("Collection[object]", value))


def _maps_texts(value: object) -> bool:
    return isinstance(value, Mapping) and all(map(_is_pair, cast("Mapping[object, object]", value).items()))


def require_types(arguments: Arguments) -> None:
    """See that the arguments of `check` are of the types that it documents.

    Raises:
        UsageError: One is not. Its value is not repeated, it may be a secret.
    """
    for name in _TEXTS:
        value: object = getattr(arguments, name)
        if value is not None or name == "base_url":
            require_text(name, value)
    for name, kinds in {"seed": int, "max_time": int | float | None}.items():
        value = getattr(arguments, name)
        if not isinstance(value, kinds) or isinstance(value, bool):
            message = f"{name} is {_kind(value)}: give a number"
            raise UsageError(message)


def require_text(name: str, value: object) -> None:
    """See that an argument is a text.

    Raises:
        UsageError: It is not. Its value is not repeated, it may be a secret.
    """
    if not isinstance(value, str):
        message = f"{name} is {_kind(value)}: give a text"
        raise UsageError(message)


def require_server(target: object) -> None:
    """See that what is to be checked is a URL or an application.

    Raises:
        UsageError: It is neither.
    """
    if not isinstance(target, str) and not callable(target):
        message = f"target is {_kind(target)}: give a URL, or an application of ASGI or WSGI"
        raise UsageError(message)


def require_one_of(known: Iterable[str], what: str, value: object) -> None:
    """See that a value is one of some texts.

    Raises:
        UsageError: It is not.
    """
    names = [str(name) for name in known]
    if value not in names:
        message = f"{what} {value!r}: use one of {', '.join(names)}"
        raise UsageError(message)


def require_exchange(exchange: object) -> None:
    """See that an exchange which somebody made is one that can be judged.

    Raises:
        TypeError: It is no exchange, or a part of it is of another type than documented.
        ValueError: Its path is none below the base URL, or its form is none.
    """
    if not isinstance(exchange, Exchange):
        message = f"{_kind(exchange)} is no Exchange; responses of httpx2, httpx and requests go to observe_response"
        raise TypeError(message)
    _require("request", exchange.request, Request)
    _require("response", exchange.response, Response)
    _require("role", exchange.role, Role)
    for name in ("method", "path", "query"):
        _require(f"request.{name}", getattr(exchange.request, name), str)
    _require("base_url", exchange.base_url, str)
    _require("response.status", exchange.response.status, int)
    _require_message("request", exchange.request)
    _require_message("response", exchange.response)
    _require_place(exchange)


def _require(what: str, value: object, kind: type[object]) -> None:
    if not isinstance(value, kind) or isinstance(value, bool):
        message = f"{what} of the exchange is {_kind(value)}: give {kind.__name__}"
        raise TypeError(message)


def _require_message(name: str, part: Request | Response) -> None:
    _require(f"{name}.body", part.body, bytes)
    _require(f"{name}.headers", part.headers, tuple)
    if not all(_is_pair(pair) for pair in part.headers):
        message = f"{name}.headers of the exchange: give pairs of texts, such as (('Accept', 'application/json'),)"
        raise TypeError(message)


def _require_place(exchange: Exchange) -> None:
    path = exchange.request.path
    if not path.startswith("/") or "?" in path:
        message = "request.path of the exchange: give what follows the base URL, such as '/customers/5', and no query"
        raise ValueError(message)
    if exchange.form not in get_args(Form):
        message = f"form of the exchange: use one of {', '.join(get_args(Form))}"
        raise ValueError(message)


def _is_pair(pair: object) -> bool:
    parts = cast("tuple[object, ...]", pair) if isinstance(pair, tuple) else ()
    return len(parts) == 2 and all(isinstance(each, str) for each in parts)


def _kind(value: object) -> str:
    return type(value).__name__
