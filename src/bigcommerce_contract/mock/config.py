"""The configuration file: stores with credentials and plans of their own, in TOML."""

import tomllib
from pathlib import Path
from typing import Any, cast

from bigcommerce_contract.mock.settings import StoreSettings

_TYPES: dict[str, type] = {"tokens": dict, "basic": list, "rate_limit": int, "hourly_limit": int, "seed_customers": int}


class ConfigError(ValueError):
    """The file cannot be used. The message is one line that says why."""


def read_stores(path: Path) -> tuple[StoreSettings, ...]:
    """Read the stores of a configuration file.

    Each table `[stores.HASH]` is a store: `tokens` maps each token to a list of scopes, `basic` lists `USER:KEY`;
    `rate_limit`, `hourly_limit` and `seed_customers` are those of `StoreSettings`.

    Args:
        path: The file.

    Returns:
        The stores, in the order of the file.

    Raises:
        ConfigError: If the file cannot be read, is no TOML or holds something else.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise ConfigError(message) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path} is no TOML: {error}."
        raise ConfigError(message) from error
    stores = content.pop("stores", None)
    if content or not isinstance(stores, dict) or not stores:
        message = f"{path} must hold tables such as [stores.abc123], and nothing else."
        raise ConfigError(message)
    return tuple(_store(path, name, table) for name, table in cast("dict[str, Any]", stores).items())


def _store(path: Path, name: str, table: Any) -> StoreSettings:  # noqa: ANN401 - any value of TOML
    given = cast("dict[str, Any]", table) if isinstance(table, dict) else {"": table}
    for key, value in given.items():
        wanted = _TYPES.get(key)
        if wanted is None:
            message = f"{path}: store {name} has no {key or 'table'}. Take {', '.join(_TYPES)}."
            raise ConfigError(message)
        if type(value) is not wanted:
            message = f"{path}: {key} of store {name} has the wrong type."
            raise ConfigError(message)
    tokens: dict[str, Any] = given.pop("tokens", {})
    if not all(isinstance(scopes, list) for scopes in tokens.values()):
        message = f'{path}: tokens of store {name} need lists of scopes, such as ["store_v2_customers"].'
        raise ConfigError(message)
    try:
        tokens = {token: frozenset(map(str, scopes)) for token, scopes in tokens.items()}
        return StoreSettings(hash=name, tokens=tokens, basic=tuple(map(str, given.pop("basic", ()))), **given)
    except (TypeError, ValueError) as error:
        message = f"{path}: store {name}: {error}"
        raise ConfigError(message) from error
