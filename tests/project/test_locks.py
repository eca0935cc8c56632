"""The locks pin everything by hash and tie nobody to a registry."""

import json
import re
from typing import Any

import pytest

from .checkout import ROOT, distribution_name, requirements, settings, tracked_texts

REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
    )
]


def locked_requirements() -> list[str]:
    """Give one text a requirement of the lock, its hashes included."""
    lock = (ROOT / "requirements.lock").read_text()
    return re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", lock, flags=re.MULTILINE | re.DOTALL)


def declared_requirements() -> list[str]:
    development: list[str] = settings()["dependency-groups"]["dev"]
    return [*requirements("mock"), *requirements("check"), *development]


def locked_packages() -> dict[str, dict[str, Any]]:
    packages: dict[str, dict[str, Any]] = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return {path: entry for path, entry in packages.items() if path}


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_tracked_file_names_a_registry(host: str) -> None:
    assert [name for name, text in tracked_texts().items() if host in text] == []


def test_every_locked_requirement_is_pinned_and_hashed() -> None:
    loose = [entry for entry in locked_requirements() if "==" not in entry or "--hash=sha256:" not in entry]
    assert loose == []


def test_the_lock_holds_no_address() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text()


def test_every_declared_requirement_is_locked() -> None:
    locked = {distribution_name(entry) for entry in locked_requirements()}
    assert {distribution_name(requirement) for requirement in declared_requirements()} <= locked


def test_every_locked_npm_package_has_a_hash_and_no_address() -> None:
    entries = locked_packages()
    assert [path for path, entry in entries.items() if "integrity" not in entry and not entry.get("inBundle")] == []
    assert [path for path, entry in entries.items() if "resolved" in entry] == []


def test_npm_packages_are_pinned_exactly() -> None:
    pins = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    assert {name: pin for name, pin in pins.items() if not re.fullmatch(r"\d+\.\d+\.\d+", pin)} == {}
