"""`python -m tests.fuzz.guided sdk|mock|judge`: bytes that coverage leads to new branches, by atheris.

`make fuzz-atheris` runs it. What it finds is left below `build/fuzz/` and printed with the traceback, and the exit
status is not 0. Each finding becomes a plain test of its own.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

FOLDER = Path(__file__).resolve().parents[2] / "build" / "fuzz"
INSTRUMENTED = ["bigcommerce_customers", "bigcommerce_contract"]
MISSING = "atheris is not installed: it has wheels for CPython 3.11 to 3.13 on Linux x86-64 alone."

Target = tuple[Callable[[bytes], object], list[bytes]]


@click.command()
@click.argument("name", type=click.Choice(["sdk", "mock", "judge"]))
@click.option("--seconds", type=click.IntRange(min=1), default=60, show_default=True, help="How long at the most.")
@click.option("--runs", type=click.IntRange(min=-1), default=-1, help="How many inputs at the most; -1 for any number.")
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Which inputs are tried; 0 for others each time.")
def main(name: str, seconds: int, runs: int, seed: int) -> None:
    """Feed a part of the project with bytes, and end with another status than 0 at the first that it cannot take."""
    try:
        atheris = import_module("atheris")
    except ImportError:
        sys.exit(MISSING)
    # What is imported here is told apart by branch.
    with atheris.instrument_imports(include=INSTRUMENTED):
        feed, examples = {"sdk": _sdk, "mock": _mock, "judge": _judge}[name]()
    corpus = FOLDER / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, example in enumerate(examples):
        corpus.joinpath(f"example-{number}").write_bytes(example)
    bounds = [f"-max_total_time={seconds}", f"-runs={runs}", f"-seed={seed}", "-max_len=16384", "-timeout=20"]
    quiet = ["-verbosity=0", "-print_final_stats=1", f"-artifact_prefix={FOLDER}/{name}-"]
    atheris.Setup([sys.argv[0], *bounds, *quiet, str(corpus)], feed)
    atheris.Fuzz()


def _sdk() -> Target:
    """Let a server answer each call with the bytes: the first names the call, the second the status."""
    from tests.fuzz.test_sdk import CALLS, answers, consumed, outcome  # noqa: PLC0415 - instrumented where it is imported

    calls, statuses = list(CALLS.values()), (200, 201, 204, 400, 401, 404, 429, 500)

    def feed(data: bytes) -> None:
        call, _ = calls[data[0] % len(calls)] if data else calls[0]
        client = answers(statuses[data[1] % len(statuses)] if data[1:] else 200, data[2:], {}).client(max_retries=0)
        outcome(lambda: consumed(call(client.customers)))

    return feed, [bytes([number, 0]) + json.dumps(body).encode() for number, (_, body) in enumerate(calls)]


def _mock() -> Target:
    """Send the bytes to the mock, without a socket: the first names the request, the rest is its query or body."""
    from tests.fuzz.test_mock import BODIES, documented  # noqa: PLC0415 - as above

    from bigcommerce_contract.mock.app import create_app  # noqa: PLC0415
    from bigcommerce_contract.mock.settings import Settings  # noqa: PLC0415

    app, runner = create_app(Settings(seed_customers=3)), asyncio.Runner()
    requests = (("GET", ""), ("GET", "/count"), ("POST", ""), ("PUT", "/1"), ("POST", "/1/validate"))

    def feed(data: bytes) -> None:
        method, tail = requests[data[0] % len(requests)] if data else requests[0]
        query, body = (data[1:], b"") if method == "GET" else (b"", data[1:])
        status = runner.run(_ask(app, method, f"/stores/abc123/v2/customers{tail}", query, body))
        assert status in documented()

    bodies = [bytes([number]) + json.dumps(body).encode() for number, body in enumerate(BODIES, 2)]
    return feed, [b"\0limit=1&min_date_created=Tue%2C+13+Nov+2012&first_name=A", *bodies]


async def _ask(app: Callable[..., Awaitable[None]], method: str, path: str, query: bytes, body: bytes) -> int:
    headers = [(b"host", b"127.0.0.1"), (b"x-auth-token", b"full-token"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query}
    shared = {"headers": headers, "http_version": "1.1", "scheme": "http", "root_path": "", "client": None}
    answers: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    await app({**scope, **shared, "server": ("127.0.0.1", 80)}, receive, send)
    return int(answers[0]["status"])


def _judge() -> Target:
    """Let the judge read the bytes as a recording."""
    from tests.check.recorded.story import story  # noqa: PLC0415 - as above
    from tests.check.recorded.writing import cassette, har  # noqa: PLC0415
    from tests.fuzz.test_judge import assert_judged_or_refused  # noqa: PLC0415

    def feed(data: bytes) -> None:
        assert_judged_or_refused(FOLDER / "recording.yaml", data)

    return feed, [json.dumps(recording).encode() for recording in (cassette(story()), har(story()))]


if __name__ == "__main__":
    main()
