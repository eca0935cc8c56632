"""The page without a browser: what stands in it, and how the command answers."""

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import httpx2
import pytest

from bigcommerce_contract.document import load_document, load_rules

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "src/bigcommerce_contract/check/report/templates/report.html.jinja"


@pytest.fixture(scope="module")
def html(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def configuration(html: str) -> dict[str, Any]:
    """Give what the page tells the viewer."""
    (line,) = re.findall(r"^const configuration = (.*);$", html, flags=re.MULTILINE)
    content: dict[str, Any] = json.loads(line)
    return content


def operations(html: str) -> dict[str, dict[str, Any]]:
    paths = configuration(html)["content"]["paths"]
    found = [each for path in paths.values() for each in path.values() if "operationId" in each]
    return {operation["operationId"]: operation for operation in found}


def test_no_text_of_the_document_ends_the_script(html: str) -> None:
    assert html.count("</script>") == 2


def test_the_policy_names_no_host(html: str) -> None:
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "://" not in policy


def test_the_page_holds_the_licence_of_its_viewer(html: str) -> None:
    assert (ROOT / "generated/scalar/LICENSE").read_text() in html


def test_the_first_sample_of_every_operation_is_a_tested_file_and_the_second_is_curl(html: str) -> None:
    for operation in operations(html).values():
        python, curl = operation["x-codeSamples"]
        snake = re.sub(r"(?<!^)(?=[A-Z])", "_", operation["operationId"]).lower()
        assert python["lang"] == "Python"
        assert python["source"] == (ROOT / f"spec/samples/{snake}.py").read_text()
        assert curl["source"].startswith("curl ")


@pytest.mark.parametrize(
    ("operation", "scopes"),
    [
        ("listCustomers", "`store_v2_customers` or `store_v2_customers_read_only`"),
        ("createCustomer", "`store_v2_customers`"),
    ],
)
def test_an_operation_says_who_may_call_it(html: str, operation: str, scopes: str) -> None:
    who = f"**Who may call it:** an access token with the scope {scopes}; any account of the Basic form."
    assert who in operations(html)[operation]["description"]


def test_an_operation_links_to_its_own_rules_and_no_others(html: str) -> None:
    for name, operation in operations(html).items():
        linked = re.findall(r"\(#rule-([^)]+)\)", operation["description"])
        assert linked == [rule["id"] for rule in load_rules() if name in rule["operations"]]


def test_every_guide_and_decision_is_on_the_page(html: str) -> None:
    description = configuration(html)["content"]["info"]["description"]
    guides = sorted((ROOT / "spec/guides").glob("*.md"))
    assert len(guides) == 5
    assert [guide.name for guide in guides if guide.read_text() not in description] == []
    headings = re.findall(r"^## (.*)$", (ROOT / "spec/DECISIONS.md").read_text(), flags=re.MULTILINE)
    assert [unescape(heading) for heading in re.findall(r"<h3>(.*)</h3>", html)] == headings


def test_every_link_to_a_rule_leads_to_one(html: str) -> None:
    anchors = set(re.findall(r'<tr id="rule-([^"]+)"', html))
    assert anchors == {rule["id"] for rule in load_rules()}
    assert set(re.findall(r'href="#rule-([^"]+)"', html)) <= anchors


def test_page_and_report_have_the_same_colours(html: str) -> None:
    colour = re.compile(r"--(\w+): (#\w+);")
    report = REPORT.read_text().partition("* {")[0]
    assert colour.findall(report)
    assert colour.findall(html.partition(".light-mode, .dark-mode")[0]) == colour.findall(report)


def test_the_document_is_shown_and_not_changed(html: str) -> None:
    shown, document = configuration(html)["content"], load_document()
    assert shown["components"] == document["components"]
    assert shown["servers"] == document["servers"]
    assert "rules of the contract" not in document["paths"]["/customers"]["get"]["description"]


def test_the_mock_serves_the_page_aimed_at_itself(origin: str) -> None:
    answer = httpx2.get(f"{origin}/docs")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    settings = configuration(answer.text)
    assert [server["url"] for server in settings["content"]["servers"]] == ["/stores/abc123/v2", "/api/v2"]
    assert settings["authentication"]["securitySchemes"] == {
        "XAuthToken": {"value": "full-token"},
        "BasicAuth": {"username": "mock-user", "password": "mock-key"},
    }
    assert "connect-src 'self'\"" in answer.text


def test_a_folder_that_cannot_be_made_ends_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    command = [str(Path(sys.executable).with_name("bigcommerce-contract")), "docs", "--output"]
    ended = subprocess.run([*command, str(tmp_path / "taken/docs")], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert re.fullmatch(r"Error: Cannot write .*index\.html: Not a directory\. Give another --output\.\n", ended.stderr)
