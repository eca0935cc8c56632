"""The servers that are measured: this project's mock, and each peer in its best documented configuration."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.environments import NodePackage, NotInstalledError, java
from bench.mock.data import CUSTOMERS, GROUP, PAGE, Data, with_examples
from bench.mock.requests import Paths
from bench.paths import BIN, BUILD, SCRIPTS
from bigcommerce_contract.mock.app import prepare
from bigcommerce_contract.mock.settings import Settings

PRISM = NodePackage("@stoplight/prism-cli", "5.16.0")
WIREMOCK = NodePackage("wiremock", "3.13.2")
MOCKOON = NodePackage("@mockoon/cli", "9.9.0")
SCALAR = NodePackage("@scalar/mock-server", "0.14.4")
JSON_SERVER = NodePackage("json-server", "0.17.4")

_PREFIX = "/stores/abc123/v2"
_OURS = Paths(f"{_PREFIX}/customers", probe=f"{_PREFIX}/customers/count")
_FOLDER = BUILD / "mock"


@dataclass(frozen=True)
class Server:
    """A server to measure.

    Attributes:
        name: Its name in the tables.
        setup: How it is set, in a few words.
        command: Gives what starts it on a port, with its data in a folder that it may write to.
        paths: How it wants its requests.
        environment: Variables that it needs.
        stateful: Whether what was created can be read.
        problem: Why it cannot be had here, empty where it can.
    """

    name: str
    setup: str
    command: Callable[[int], list[str]]
    paths: Paths
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    stateful: bool = True
    problem: str = ""


def servers(data: Data, tell: Callable[[str], None]) -> list[Server]:
    """Give all servers that can be had here, this project's first.

    Args:
        data: The customers that they hold or answer with.
        tell: Told of each that cannot be had, and why; it is given all the same, to be a row that says so.
    """
    _FOLDER.mkdir(parents=True, exist_ok=True)
    document = _FOLDER / "document.json"
    with_examples(data, document)
    found: list[Server] = []
    for make in (_ours, _bare, _prism, _wiremock, _mockoon, _scalar, _json_server):
        try:
            found += make(data, document)
        except NotInstalledError as error:
            name = make.__name__.strip("_").replace("_", "-")
            tell(f"{name} is left out: {error}")
            found.append(Server(name, "not installed", lambda _: [], Paths(), problem=str(error)))
    return found


def mock_command(port: int, *options: str) -> list[str]:
    """Give what starts this project's mock."""
    return [str(BIN / "bigcommerce-contract"), "mock", f"--port={port}", *options]


def _ours(_data: Data, _document: Path) -> list[Server]:
    seed = f"--seed-customers={CUSTOMERS}"

    def on_disk(port: int) -> list[str]:
        return mock_command(port, seed, f"--database-url=sqlite:///{_fresh('disk')}")

    return [
        Server("this mock, in memory", "its defaults", lambda port: mock_command(port, seed), _OURS),
        Server("this mock, SQLite on disk", "--database-url", on_disk, _OURS),
    ]


def _bare(_data: Data, _document: Path) -> list[Server]:
    file = _fresh("bare")
    prepare(Settings(database_url=f"sqlite:///{file}", seed_customers=CUSTOMERS))
    return [
        Server(
            "bare ASGI, the same SQL",
            "no validation, nothing else",
            lambda port: [sys.executable, "-m", "bench.mock.bare", str(file), str(port)],
            Paths(),
            {"PYTHONPATH": str(SCRIPTS)},
        )
    ]


def _prism(_data: Data, document: Path) -> list[Server]:
    PRISM.install()

    def command(port: int, *options: str) -> list[str]:
        script = PRISM.home / "dist/index.js"
        quiet = ["--verboseLevel=silent", "--multiprocess=false"]
        return [str(BIN / "node"), str(script), "mock", str(document), f"--port={port}", *quiet, *options]

    return [
        Server("Prism, static", f"{PRISM.version}, answers with examples", command, Paths(), stateful=False),
        Server(
            "Prism, dynamic",
            f"{PRISM.version}, --dynamic",
            lambda port: command(port, "--dynamic"),
            Paths(),
            stateful=False,
        ),
    ]


def _wiremock(data: Data, _document: Path) -> list[Server]:
    WIREMOCK.install()
    jar = next((WIREMOCK.home / "build").glob("*.jar"))
    run = java()
    mappings = _FOLDER / "wiremock/mappings"
    mappings.mkdir(parents=True, exist_ok=True)
    stubs = [
        _stub("GET", {"urlPathPattern": "/customers/[0-9]+"}, 200, data.created),
        _stub("GET", {"urlPath": "/customers"}, 200, data.page),
        _stub("POST", {"urlPath": "/customers"}, 201, data.created),
    ]
    mappings.joinpath("customers.json").write_text(json.dumps({"mappings": stubs}))
    # What its documentation advises for load: no journal, no log, no chunks.
    fast = ["--no-request-journal", "--disable-request-logging", "--use-chunked-encoding=never", "--disable-banner"]

    def command(port: int) -> list[str]:
        where = [f"--port={port}", "--bind-address=127.0.0.1", f"--root-dir={mappings.parent}"]
        return [run, "-jar", str(jar), *where, *fast]

    return [Server("WireMock", f"{WIREMOCK.version}, three stubs, no journal", command, Paths(), stateful=False)]


def _stub(method: str, url: Mapping[str, str], status: int, body: object) -> dict[str, object]:
    answer = {"status": status, "headers": {"Content-Type": "application/json"}, "body": json.dumps(body)}
    return {"request": {"method": method, **url}, "response": answer}


def _mockoon(data: Data, _document: Path) -> list[Server]:
    MOCKOON.install()
    template = json.loads(Path(__file__).with_name("mockoon.json").read_text())
    template["data"][0]["value"] = json.dumps(data.customers)
    file = _FOLDER / "mockoon.json"
    file.write_text(json.dumps(template))

    def command(port: int) -> list[str]:
        script = MOCKOON.home / "bin/run.js"
        fast = ["--disable-log-to-file", "--disable-admin-api", "--max-transaction-logs=0"]
        return [str(BIN / "node"), str(script), "start", f"--data={file}", f"--port={port}", *fast]

    paths = Paths(query=f"customer_group_id_eq={GROUP}&limit={PAGE}")
    return [Server("Mockoon", f"{MOCKOON.version}, CRUD route on a data bucket", command, paths)]


def _scalar(_data: Data, document: Path) -> list[Server]:
    SCALAR.install()
    script = Path(__file__).with_name("scalar.mjs")

    def command(port: int) -> list[str]:
        return [str(BIN / "node"), str(script), str(SCALAR.home), str(document), str(port)]

    return [Server("@scalar/mock-server", f"{SCALAR.version}, answers with examples", command, Paths(), stateful=False)]


def _json_server(data: Data, _document: Path) -> list[Server]:
    JSON_SERVER.install()

    def command(port: int) -> list[str]:
        file = _FOLDER / "json-server.json"
        file.write_text(json.dumps({"customers": data.customers}))
        script = JSON_SERVER.home / "lib/cli/bin.js"
        return [str(BIN / "node"), str(script), f"--port={port}", "--host=127.0.0.1", "--quiet", str(file)]

    paths = Paths(query=f"customer_group_id={GROUP}&_limit={PAGE}")
    return [Server("json-server", f"{JSON_SERVER.version}, a file of customers", command, paths)]


def _fresh(name: str) -> Path:
    for file in _FOLDER.glob(f"{name}.sqlite*"):
        file.unlink()
    return _FOLDER / f"{name}.sqlite"
