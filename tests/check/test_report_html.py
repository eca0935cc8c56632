"""The HTML report: complete, safe whatever the target answered, and sufficient to itself."""

import json
from html.parser import HTMLParser

import pytest
from tests.check.reporting import STATUSES, Run

from bigcommerce_contract.check.report.facts import Facts
from bigcommerce_contract.check.report.html_report import DOCS_VARIABLE, to_html
from bigcommerce_contract.check.verdicts import Status, Verdict
from bigcommerce_contract.document import load_rules


class Page(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def ids(self, tag: str) -> list[str | None]:
        return [attributes["id"] for name, attributes in self.elements if name == tag and "id" in attributes]


@pytest.fixture
def page(run: Run) -> Page:
    return Page(run.text("html"))


def test_breaches_stand_before_all_rules_and_the_worst_first(page: Page) -> None:
    assert page.ids("article") == ["breach-customer.company", "breach-list.limit.too_high"]
    rows = [f"rule-{rule}" for rule in ("customer.company", "list.limit.too_high", "access.form.basic", "count.shape")]
    assert page.ids("tr") == rows
    assert {row["data-status"] for name, row in page.elements if name == "tr" and "id" in row} == {
        status for _, status in STATUSES.values()
    }


def test_a_breach_shows_what_the_json_report_holds(run: Run, page: Page) -> None:
    rules = {rule["id"]: rule for rule in json.loads(run.text("json"))["rules"]}
    for rule in (rules["customer.company"], rules["list.limit.too_high"]):
        shown = (rule["title"], rule["reason"], *rule["spec"], *(item["curl"] for item in rule["evidence"]))
        assert [part for part in shown if part not in page.text] == []
    assert "(needs --basic and --basic-url)" in page.text
    assert f"mode read-only · seed 7 · {run.sent} requests in " in page.text


def test_one_request_is_no_plural() -> None:
    one = Facts("http://shop", "recorded", 0, 0.25, 1, [], str, waited_s=None)
    assert "mode recorded · 1 request in 0.2 s" in Page(to_html(one)).text


def test_what_the_target_answered_is_text_and_no_markup(page: Page) -> None:
    assert "<b>&]]>" in page.text
    assert "b" not in {name for name, _ in page.elements}


def test_the_page_loads_nothing(page: Page) -> None:
    policies = [element["content"] for _, element in page.elements if "http-equiv" in element]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"]
    links = [element.get("src") or element.get("href") for _, element in page.elements]
    assert {link[0] for link in links if link} == {"#"}
    assert {link[1:] for link in links if link} <= set(page.ids("article"))


def links_of_a_report(address: str, monkeypatch: pytest.MonkeyPatch) -> set[str | None]:
    """Give where a report with one kept rule leads, written while the environment names an address."""
    monkeypatch.setenv(DOCS_VARIABLE, address)
    kept = Verdict(next(rule for rule in load_rules() if rule["id"] == "list.order"), Status.PASSED)
    report = to_html(Facts("http://127.0.0.1", "marked", 1, 1.0, 1, [kept], str))
    return {element["href"] for tag, element in Page(report).elements if tag == "a"}


def test_the_rules_link_to_the_documentation_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    links = links_of_a_report("https://docs.example/api/", monkeypatch)
    assert links == {"https://docs.example/api/#rule-list.order"}


@pytest.mark.parametrize("address", ["", "javascript:alert(1)"])
def test_what_is_no_address_of_a_page_gives_no_link(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert links_of_a_report(address, monkeypatch) == set()
