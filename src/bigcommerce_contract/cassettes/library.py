"""The cassettes that come with the package."""

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from bigcommerce_contract.document import load_document, locate

SUFFIX = ".yaml"


def folder() -> Path:
    """Give the folder of the cassettes: in the installed package, or in the checkout."""
    return locate("cassettes", ".")


def names() -> list[str]:
    """Give the names of all cassettes, such as ``oauth/lifecycle/a_customer_is_created``, sorted."""
    found = folder().rglob(f"*{SUFFIX}")
    return sorted(path.relative_to(folder()).with_suffix("").as_posix() for path in found)


def find(name: str) -> Path:
    """Give the path of a cassette.

    Args:
        name: Its name, or the path of a cassette of your own, which ends with ``.yaml``.

    Raises:
        FileNotFoundError: There is none; the message names the nearest of the package.
    """
    path = Path(name) if name.endswith(SUFFIX) else folder() / f"{name}{SUFFIX}"
    if not path.is_file():
        near = get_close_matches(name, names(), n=1, cutoff=0.4)
        hint = f"Did you mean {near[0]!r}?" if near else "bigcommerce_contract.cassettes.library.names() lists them."
        message = f"There is no cassette {name!r}. {hint}"
        raise FileNotFoundError(message)
    return path


@cache
def base_urls() -> tuple[str, str]:
    """Give the URLs of the recorded store, in the OAuth and in the Basic form: those of the document's defaults."""
    oauth, basic = (_filled(server) for server in load_document()["servers"])
    return oauth, basic


@cache
def arguments(form: str) -> dict[str, str]:
    """Give what `BigCommerce` takes to talk to the recorded store; the credentials are placeholders.

    Args:
        form: ``oauth`` or ``basic``.
    """
    oauth, basic = load_document()["servers"]
    if form == "oauth":
        return {**_defaults(oauth), "access_token": "full-token"}
    return {**_defaults(basic), "username": "mock-user", "api_key": "mock-key"}


def _defaults(server: dict[str, Any]) -> dict[str, str]:
    return {name: variable["default"] for name, variable in server["variables"].items()}


def _filled(server: dict[str, Any]) -> str:
    url: str = server["url"]
    return url.format_map(_defaults(server))
