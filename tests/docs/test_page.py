"""The page in a browser."""

from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bigcommerce_contract.document import load_document, load_rules, operations_of

AXE = next(str(file.locate()) for file in files("axe-playwright-python") or [] if file.name == "axe.min.js")
VIOLATIONS = """async () => (await axe.run()).violations.flatMap(({id, nodes}) => nodes.map(({html, target}) =>
    ({rule: id, html, ours: Boolean(document.querySelector(target[0])?.closest(".own"))})))"""
SAMPLES = Path(__file__).resolve().parents[2] / "spec/samples"
Scheme = Literal["dark", "light"]


class Visitor:
    """Opens pages and keeps what they complain of and ask for.

    Attributes:
        complaints: Errors and warnings on the console, and exceptions nobody caught.
        requests: URLs that were asked for.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.requests: list[str] = []

    def open(self, url: str, *, scheme: Scheme = "light", width: int = 1280, offline: bool = False) -> Page:
        context = self._browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 800}, offline=offline, permissions=[]
        )
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(url)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        expect(page.locator("#rules")).to_be_attached()
        return page

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def leave(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    visitor = Visitor(browser)
    yield visitor
    visitor.leave()
    assert visitor.complaints == []


def goto_list(page: Page) -> None:
    page.get_by_role("link", name="List Customers").first.click()
    expect(page.get_by_role("heading", name="List Customers")).to_be_in_viewport()


def test_the_file_shows_every_operation_with_the_network_closed_and_asks_for_nothing(
    visitor: Visitor, file: Path
) -> None:
    page = visitor.open(file.as_uri(), offline=True)
    documented = [*operations_of(load_document())]
    assert documented
    for operation in documented:
        expect(page.get_by_role("link", name=str(operation["summary"])).first).to_be_visible()
    assert [url for url in visitor.requests if not url.startswith(("data:", "blob:"))] == [file.as_uri()]
    expect(page.get_by_role("button", name="Test Request")).to_have_count(0)
    expect(page.get_by_text("To send requests from this page")).to_be_visible()


def test_the_policy_stops_a_request_to_another_machine(visitor: Visitor, file: Path) -> None:
    page = visitor.open(file.as_uri())
    refused = page.evaluate(
        """() => Promise.all(["http://192.0.2.1/", "http://127.0.0.1:9/"].map((url) => new Promise((resolve) => {
            addEventListener("securitypolicyviolation", (event) => event.blockedURI.startsWith(url) && resolve(url));
            fetch(url).catch(() => {});
        })))"""
    )
    assert refused == ["http://192.0.2.1/", "http://127.0.0.1:9/"]
    assert len(visitor.complaints) >= len(refused)
    visitor.complaints.clear()


def test_the_sample_that_is_shown_first_is_the_file_that_the_tests_run(visitor: Visitor, file: Path) -> None:
    page = visitor.open(file.as_uri())
    goto_list(page)
    code = page.locator("section", has=page.get_by_role("heading", name="List Customers")).locator("pre").first
    shown = code.inner_text()
    source = (SAMPLES / "list_customers.py").read_text()
    assert "".join(shown.split()).replace("".join(str(n) for n in range(1, 12)), "").endswith("".join(source.split()))


def test_search_finds_an_operation_by_the_name_of_a_filter(visitor: Visitor, file: Path) -> None:
    page = visitor.open(file.as_uri())
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("combobox").fill("min_date_modified")
    found = page.get_by_role("dialog").get_by_role("option")
    expect(found.first).to_contain_text("List Customers")


def test_a_request_lists_the_customers_of_the_mock_with_the_credentials_filled_in(
    visitor: Visitor, origin: str
) -> None:
    page = visitor.open(f"{origin}/docs")
    goto_list(page)
    page.get_by_role("button", name="Test Request").first.click()
    with page.expect_response(f"{origin}/stores/**") as answered:
        page.keyboard.press("Control+Enter")
    assert answered.value.url == f"{origin}/stores/abc123/v2/customers"
    assert answered.value.request.headers["x-auth-token"] == "full-token"
    assert (answered.value.status, len(answered.value.json())) == (200, 20)
    expect(page.get_by_text("random.joebob@example.com").last).to_be_visible()


@pytest.mark.parametrize("rule", [load_rules()[0]["id"], "list.limit.maximum", load_rules()[-1]["id"]])
def test_a_link_to_a_rule_arrives_at_its_row(visitor: Visitor, file: Path, rule: str) -> None:
    page = visitor.open(f"{file.as_uri()}#rule-{rule}")
    row = page.locator("tr.chosen")
    expect(row).to_have_id(f"rule-{rule}")
    expect(row).to_be_in_viewport()


def test_every_rule_has_a_row_and_the_search_narrows_them(visitor: Visitor, file: Path) -> None:
    page = visitor.open(f"{file.as_uri()}#rules")
    rows = page.locator("#rules tbody tr")
    assert [row.removeprefix("rule-") for row in rows.evaluate_all("rows => rows.map((row) => row.id)")] == [
        rule["id"] for rule in load_rules()
    ]
    page.get_by_role("searchbox", name="Search rules").fill("no page holds more than")
    expect(rows.filter(visible=True)).to_have_count(1)


def test_an_operation_links_to_its_rules(visitor: Visitor, file: Path) -> None:
    page = visitor.open(file.as_uri())
    goto_list(page)
    page.get_by_text("rules of the contract").first.click()
    page.get_by_role("link", name="list.limit.maximum", exact=True).first.click()
    expect(page.locator("tr.chosen")).to_have_id("rule-list.limit.maximum")
    expect(page.locator("tr.chosen")).to_be_in_viewport()


def test_an_operation_links_to_the_guide_on_errors(visitor: Visitor, file: Path) -> None:
    page = visitor.open(file.as_uri())
    goto_list(page)
    page.get_by_role("link", name="Errors and retries").filter(visible=True).last.click()
    expect(page.get_by_role("heading", name="Errors and retries")).to_be_in_viewport()


@pytest.mark.parametrize(("scheme", "background"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 22, 26)")])
def test_the_page_follows_the_readers_colours(visitor: Visitor, file: Path, scheme: Scheme, background: str) -> None:
    page = visitor.open(file.as_uri(), scheme=scheme)
    expect(page.locator("body")).to_have_css("background-color", background)


@pytest.mark.parametrize("place", ["", "#decisions", "#rules"])
def test_nothing_is_wider_than_a_telephone(visitor: Visitor, file: Path, place: str) -> None:
    page = visitor.open(f"{file.as_uri()}{place}", width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_keyboard_alone_reaches_an_operation_and_shows_where_it_is(visitor: Visitor, file: Path) -> None:
    page = visitor.open(file.as_uri())
    names: list[str] = []
    while "List Customers" not in "".join(names[-1:]):
        assert len(names) < 30, names
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.innerText") or "")
        assert page.evaluate("document.activeElement.matches(':focus-visible')")
        style = (
            "(({outlineStyle, outlineWidth}) => outlineStyle + outlineWidth)(getComputedStyle(document.activeElement))"
        )
        assert page.evaluate(style) == "solid2px", names
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="List Customers")).to_be_in_viewport()


def tab_to(page: Page, name: str) -> None:
    seen: list[str] = []
    while name not in "".join(seen[-1:]):
        assert len(seen) < 250, seen
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("(document.activeElement.innerText || document.activeElement.ariaLabel || '').trim()")
        )


def test_the_keyboard_alone_sends_a_request(visitor: Visitor, origin: str) -> None:
    page = visitor.open(f"{origin}/docs")
    tab_to(page, "List Customers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="List Customers")).to_be_in_viewport()
    tab_to(page, "Test Request")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    tab_to(page, "Send")
    with page.expect_response(f"{origin}/stores/**") as answered:
        page.keyboard.press("Enter")
    assert (answered.value.status, len(answered.value.json())) == (200, 20)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_our_sections_and_little_elsewhere(visitor: Visitor, file: Path, scheme: Scheme) -> None:
    page = visitor.open(f"{file.as_uri()}#rules", scheme=scheme)
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(VIOLATIONS)
    assert [node for node in found if node["ours"]] == []
    assert len(found) < 12, found
