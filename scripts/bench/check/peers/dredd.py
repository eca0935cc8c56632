"""Dredd with every transaction that a client can provoke, set up by the hooks beside this file."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import yaml

from bench.check.peer import Peer, PeerError, Target, run
from bench.check.peers.dredd_document import as_3_0, schemas_of
from bench.environments import NodePackage
from bench.paths import BIN, DOCUMENT

DREDD = NodePackage("dredd", "14.1.0")
_HOOKS = Path(__file__).with_name("dredd_hooks.js")
_JUDGED = frozenset({0, 1})


def _complaints(target: Target, _seed: int, folder: Path) -> frozenset[str]:
    document, report = folder / "openapi.json", folder / "report.xml"
    written = yaml.safe_load(DOCUMENT.read_text())
    document.write_text(json.dumps(as_3_0(written)))
    folder.joinpath("schemas.json").write_text(json.dumps(schemas_of(written)))
    # Its glob patterns know no absolute path.
    folder.joinpath("hooks.js").write_text(_HOOKS.read_text())
    script = str(DREDD.home / "bin/dredd")
    options = ["--sorted", "--no-color", "--loglevel=error", "--hookfiles=./hooks.js"]
    headers = [f"--header=X-Auth-Token: {target.token}", "--header=Accept: application/json"]
    reports = ["--reporter=xunit", f"--output={report}"]
    status = run([str(BIN / "node"), script, str(document), target.url, *options, *headers, *reports], folder)
    if status not in _JUDGED or not report.is_file():
        message = f"ended with status {status}"
        raise PeerError(message)
    return frozenset(_failures(report))


def _failures(report: Path) -> set[str]:
    # Written by Dredd, on this machine.
    cases = ET.parse(report).getroot().iter("testcase")  # noqa: S314
    found = ((case.attrib["name"].partition("?")[0], case.findtext("failure")) for case in cases)
    return {f"{name}: {_reason(text)}" for name, text in found if text}


def _reason(text: str) -> str:
    """Give what stands between `Message:` and the exchange."""
    return " ".join(text.partition("Message:")[2].partition("Request:")[0].split())


_SETUP = "98 transactions, 44 of them provoked by hooks"
_SOURCES = (Path(__file__), Path(__file__).with_name("dredd_document.py"), _HOOKS)
PEER = Peer("Dredd 14.1", _SETUP, _complaints, _SOURCES, DREDD.install)
