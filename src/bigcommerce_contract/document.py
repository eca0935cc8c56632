"""The contract's two data files: the OpenAPI document and the catalogue of rules."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).resolve().parent
_PACKAGED = _HERE / "data"
_CHECKOUT = _HERE.parents[1]


@cache
def load_document() -> dict[str, Any]:
    """Give the bundled OpenAPI document.

    Returns:
        The parsed document. It is shared between callers: treat it as read-only.

    Raises:
        FileNotFoundError: If neither the installed package nor the checkout holds it.
    """
    document: dict[str, Any] = _parse("openapi.yaml", _CHECKOUT / "generated")
    return document


@cache
def load_rules() -> list[dict[str, Any]]:
    """Give the catalogue of rules, in the order of `spec/rules.yaml`.

    Returns:
        One mapping a rule. The list is shared between callers: treat it as read-only.

    Raises:
        FileNotFoundError: If neither the installed package nor the checkout holds it.
    """
    rules: list[dict[str, Any]] = _parse("rules.yaml", _CHECKOUT / "spec")["rules"]
    return rules


def _parse(name: str, checkout_folder: Path) -> Any:  # noqa: ANN401 - YAML is any
    packaged = _PACKAGED / name
    path = packaged if packaged.is_file() else checkout_folder / name
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506 - both loaders are the safe ones
