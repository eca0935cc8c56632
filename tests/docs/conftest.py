"""The page and a browser to look at it with."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.docs.chromium import FLAGS, PROGRAM


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the machine's Chromium; it ends with the module, since its event loop would stand in the way of others."""
    if PROGRAM is None:
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail("BROWSER_TESTS=required, and there is no chromium on the PATH")
        pytest.skip("there is no chromium on the PATH: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """Serve a mock with 20 customers on a free port, and give its address."""
    command = [str(Path(sys.executable).with_name("bigcommerce-contract")), "mock"]
    options = ["--port", "0", "--seed-customers", "20"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        listening = re.fullmatch(r"listening on (http://127\.0\.0\.1:\d+)\n", server.stdout.readline())
        assert listening is not None
        yield listening[1]
        server.terminate()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page with the command."""
    folder = tmp_path_factory.mktemp("page") / "docs"
    command = [str(Path(sys.executable).with_name("bigcommerce-contract")), "docs", "--output", str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"{folder / 'index.html'}\n"
    return folder / "index.html"
