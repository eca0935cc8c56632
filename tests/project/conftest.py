"""The wheel of this checkout, built once."""

from pathlib import Path

import pytest

from tests.project.building import build


@pytest.fixture(scope="session")
def built_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (wheel,) = build(tmp_path_factory.mktemp("wheel"), "wheel")
    return wheel
