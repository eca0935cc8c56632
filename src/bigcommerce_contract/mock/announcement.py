"""What a server says once it accepts requests: where it is, what opens it, and what to try first."""

from collections.abc import Iterator
from pathlib import Path

from bigcommerce_contract.mock.settings import Settings, StoreSettings
from bigcommerce_contract.mock.tls import TRUST

# An address that stands for all of a machine's is none that every client can call.
_CALLED = {"//0.0.0.0:": "//127.0.0.1:", "//[::]:": "//[::1]:"}


def announcement(url: str, authority: Path | None, settings: Settings) -> str:
    """Tell URLs and credentials, in lines to paste.

    Args:
        url: Where the server listens, without a path.
        authority: The certificate that clients have to trust; None where the server speaks plain http.
        settings: What it serves.

    Returns:
        Lines, the first of which is `listening on URL`. A program that finds it in a log finds the others, if all are
        written in one piece.
    """
    called = url
    for every, one in _CALLED.items():
        called = called.replace(every, one)
    lines = [f"listening on {url}", ""]
    if authority:
        lines += _authority(authority)
    if settings.stores:
        lines += _shared(called, settings)
    for each in settings.own_stores:
        lines += _own(called, each)
    if settings.any_store:
        lines += _any(called, settings)
    return "\n".join([*lines, "", *_calls(called, authority, settings)])


def _calls(url: str, authority: Path | None, settings: Settings) -> Iterator[str]:
    curl = f"curl --cacert {authority}" if authority else "curl"
    store, token, _ = settings.first()
    if token:
        yield f"{curl} -H 'X-Auth-Token: {token}' {url}/stores/{store}/v2/customers/count"
    yield f"{url}/docs    # the documentation, where requests can be tried"
    if settings.control:
        yield f"{curl} {url}/_mock/openapi.yaml    # reset, seed, snapshots, faults, clock, requests"


def _authority(file: Path) -> Iterator[str]:
    yield f"Authority    {file}  (its certificate; made for this run)"
    for variable, whose in TRUST:
        yield f"  export {variable}={file}    # {whose}"


def _shared(url: str, settings: Settings) -> Iterator[str]:
    for each in settings.stores:
        yield f"OAuth form   {url}/stores/{each}/v2"
    yield from _shared_tokens(settings)
    yield f"Basic form   {url}/api/v2"
    yield f"  {settings.basic}  (all operations, store {settings.stores[0]})"


def _any(url: str, settings: Settings) -> Iterator[str]:
    _, _, key = settings.basic.partition(":")
    yield f"Any store    {url}/stores/HASH/v2"
    if not settings.stores:
        yield from _shared_tokens(settings)
    yield f"  HASH:{key}  (all operations, store HASH, in the Basic form)"


def _shared_tokens(settings: Settings) -> Iterator[str]:
    yield f"  X-Auth-Token: {settings.token}  (all operations)"
    yield f"  X-Auth-Token: {settings.read_only_token}  (reading only)"
    yield f"  X-Auth-Token: {settings.no_scope_token}  (no scope)"


def _own(url: str, store: StoreSettings) -> Iterator[str]:
    yield f"OAuth form   {url}/stores/{store.hash}/v2"
    for token, scopes in store.tokens.items():
        yield f"  X-Auth-Token: {token}  ({', '.join(sorted(scopes)) or 'no scope'})"
    for each in store.basic:
        yield f"Basic form   {url}/api/v2"
        yield f"  {each}  (all operations, store {store.hash})"
