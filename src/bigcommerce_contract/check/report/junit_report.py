"""The JUnit report: a test case a rule, for the pages that CI servers draw."""

import re
from xml.etree import ElementTree as ET

from bigcommerce_contract.check.causes import heads_by_rule
from bigcommerce_contract.check.report.curl import BODY_ALONE, evidence_lines
from bigcommerce_contract.check.report.facts import Facts, origin
from bigcommerce_contract.check.verdicts import Status, Verdict, summarize

# Characters that XML 1.0 cannot hold, not even escaped, and those that steer a terminal.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(facts: Facts) -> str:
    """Return the report as JUnit XML; a warning is a passed case with a note."""
    counts = summarize(facts.verdicts)
    numbers = {
        "tests": str(len(facts.verdicts)),
        "failures": str(counts[Status.FAILED]),
        "skipped": str(counts[Status.NOT_TESTED]),
        "errors": "0",
        "time": f"{facts.duration_s:.3f}",
    }
    suites = ET.Element("testsuites", numbers)
    suite = ET.SubElement(suites, "testsuite", {"name": f"contract of {_shown(facts.target)}", **numbers})
    heads = heads_by_rule(facts.verdicts)
    for verdict in facts.verdicts:
        _add_case(suite, facts, verdict, heads.get(verdict.rule["id"], []))
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _add_case(suite: ET.Element, facts: Facts, verdict: Verdict, heads: list[str]) -> None:
    identity = verdict.rule["id"]
    case = ET.SubElement(suite, "testcase", {"classname": identity.partition(".")[0], "name": identity, "time": "0"})
    reason = _shown(verdict.reason or "")
    match verdict.status:
        case Status.FAILED:
            failure = ET.SubElement(case, "failure", {"message": reason, "type": verdict.rule["level"]})
            failure.text = _details(facts, verdict, heads)
        case Status.WARNED:
            ET.SubElement(case, "system-out").text = f"warning: {reason}\n{_details(facts, verdict, heads)}"
        case Status.NOT_TESTED:
            ET.SubElement(case, "skipped", {"message": reason})
        case Status.PASSED:
            pass


def _details(facts: Facts, verdict: Verdict, heads: list[str]) -> str:
    lines = [verdict.rule["title"], *([f"The same cause as of {', '.join(heads)}."] if heads else [])]
    lines += evidence_lines(verdict.findings[0].exchanges, BODY_ALONE)
    lines += [told for told in (origin(verdict.rule), f"seed {facts.seed}" if facts.live else "") if told]
    return _shown("\n".join(lines))


def _shown(text: str) -> str:
    return _UNPRINTABLE.sub("�", text)
