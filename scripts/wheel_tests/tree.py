"""A copy of the tests without anything they test, so that they can only find what is installed."""

import shutil
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# Samples are read by the tests that run them.
_COPIED = ("tests", "spec/samples")
_KEPT = ("filterwarnings", "markers", "strict_config", "strict_markers", "strict_xfail")


def copy_tests(folder: Path) -> Path:
    """Copy the tests, and configure pytest as in the checkout where that asks for no plugin.

    Args:
        folder: Where to; it must not exist.

    Returns:
        The folder.
    """
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "pytest.ini").write_text("\n".join(["[pytest]", *_configuration()]), encoding="utf-8")
    return folder


def _configuration() -> list[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        options: dict[str, Any] = tomllib.load(file)["tool"]["pytest"]["ini_options"]
    lines = [f"{name} = {_written(options[name])}" for name in _KEPT]
    return [
        *lines,
        "pythonpath = .",
        "addopts = --import-mode=importlib -ra -p no:schemathesis -p no:cacheprovider",
        "",
    ]


def _written(value: list[str] | bool) -> str:  # noqa: FBT001 - a value of TOML
    return "".join(f"\n    {item}" for item in value) if isinstance(value, list) else str(value).lower()
