"""Take the pictures of the README anew: `python -m tests.docs.pictures`."""

import asyncio
import contextlib
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import oxipng
import uvicorn
from playwright.async_api import Browser, Page, async_playwright
from tests.check.mutants.catalogue import MUTANTS
from tests.check.mutants.layer import Mutated
from tests.docs.chromium import FLAGS, PROGRAM

from bigcommerce_contract.docs.page import build_page
from bigcommerce_contract.mock.app import create_app

FOLDER = Path(__file__).resolve().parents[2] / "docs/images"
SIZE = (1180, 720)
BROKEN = "list.limit.maximum"


async def main() -> None:
    """Show the page at its first operation, and the report of a server that serves more than 250 customers."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "index.html").write_text(build_page(), encoding="utf-8")
        await _check_a_broken_server(folder / "report.html")
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)
            await _documentation(await _open(browser, folder / "index.html"))
            await _report(await _open(browser, folder / "report.html"))
            await browser.close()


async def _check_a_broken_server(report: Path) -> None:
    """Let the check judge, over TCP, the first server that breaks one known rule."""
    mutant = next(mutant for mutant in MUTANTS if mutant.rule == BROKEN)
    server = uvicorn.Server(uvicorn.Config(Mutated(create_app(), mutant.make()), port=0, log_level="error"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells by this flag alone
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    target = f"http://127.0.0.1:{port}/stores/abc123/v2"
    program = str(Path(sys.executable).with_name("bigcommerce-contract"))
    options = ["--token", "full-token", "--read-only-token", "read-only-token", "--no-scope-token", "no-scope-token"]
    command = [program, "check", target, *options, "--mode", "disposable", "--report", f"html={report}"]
    await asyncio.to_thread(subprocess.run, command, check=False, stdout=subprocess.DEVNULL)
    server.should_exit = True
    with contextlib.suppress(asyncio.CancelledError):
        await serving


async def _open(browser: Browser, file: Path) -> Page:
    page = await browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
    await page.goto(file.as_uri())
    return page


async def _documentation(page: Page) -> None:
    await page.get_by_role("link", name="List Customers").first.click()
    await page.locator("section h3", has_text="List Customers").wait_for()
    await page.wait_for_function("document.querySelectorAll('code.hljs').length > 2")
    await _keep(page, "documentation.png")


async def _report(page: Page) -> None:
    await page.locator(".breach").first.wait_for()
    await _keep(page, "report.png")


async def _keep(page: Page, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_bytes(oxipng.optimize_from_memory(await page.screenshot(), level=4))


if __name__ == "__main__":
    asyncio.run(main())
