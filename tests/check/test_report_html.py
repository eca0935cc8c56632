"""The HTML report: complete, safe whatever the target answered, and sufficient to itself."""

import json
from html.parser import HTMLParser

import pytest
from tests.check.reporting import STATUSES, Run


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


def test_what_the_target_answered_is_text_and_no_markup(page: Page) -> None:
    assert "<b>&]]>" in page.text
    assert "b" not in {name for name, _ in page.elements}


def test_the_page_loads_nothing(page: Page) -> None:
    policies = [element["content"] for _, element in page.elements if "http-equiv" in element]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"]
    links = [element.get("src") or element.get("href") for _, element in page.elements]
    assert {link[0] for link in links if link} == {"#"}
    assert {link[1:] for link in links if link} <= set(page.ids("article"))
