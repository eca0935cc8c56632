"""The command over TCP, as a user starts and stops it."""

import base64
import os
import re
import resource
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2
import pytest

from bigcommerce_contract.mock.faults.spec import parse
from bigcommerce_contract.mock.server import CannotStartError, serve_in_thread
from bigcommerce_contract.mock.settings import Settings

COMMAND = [sys.executable, "-c", "from bigcommerce_contract.mock.command import command; command()"]

# No file of it may grow beyond 300 KiB.
IN_LITTLE_ROOM = [
    *COMMAND[:2],
    f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (307_200, 307_200)); {COMMAND[2]}",
]


@contextmanager
def running(*options: str) -> Generator[tuple[subprocess.Popen[str], str]]:
    """Start the command on a free port; give the process and the URL that its first line names."""
    arguments = [*COMMAND, "--port", "0", *options]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            first = process.stdout.readline()
            assert re.fullmatch(r"listening on http://127\.0\.0\.1:\d+\n", first)
            yield process, first.split()[-1]
        finally:
            process.kill()


def ending(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Wait for the end; give what is left on standard output and standard error."""
    assert process.stdout
    assert process.stderr
    process.wait(timeout=20)
    return process.stdout.read(), process.stderr.read()


def refused(*options: str, command: Sequence[str] = COMMAND) -> tuple[int, str]:
    """Run the command where it must not start; give its exit status and standard error."""
    ended = subprocess.run([*command, *options], capture_output=True, text=True, timeout=20, check=False)
    assert ended.stdout == ""
    return ended.returncode, ended.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_as_announced_and_stops_cleanly(number: signal.Signals) -> None:
    with running("--seed-customers", "3", "--token", "my-token", "--store", "mine", "--basic", "me:key") as (
        process,
        url,
    ):
        oauth = httpx2.get(f"{url}/stores/mine/v2/customers/count", headers={"X-Auth-Token": "my-token"})
        basic = httpx2.get(f"{url}/api/v2/customers", auth=("me", "key"), params={"limit": 2})
        process.send_signal(number)
        rest, errors = ending(process)
    assert oauth.json() == {"count": 3}
    assert basic.json()[1]["addresses"]["url"] == f"{url}/api/v2/customers/2/addresses.json"
    assert (process.returncode, errors) == (0, "")
    told = (f"{url}/stores/mine/v2", f"{url}/api/v2", "my-token", "read-only-token", "no-scope-token", "me:key")
    assert all(part in rest for part in told)


ON_A_LOOP_LIKE_THAT_OF_WINDOWS = """
import asyncio, signal, uvloop
from bigcommerce_contract.mock.command import command

class Loop(asyncio.SelectorEventLoop):
    add_signal_handler = asyncio.AbstractEventLoop.add_signal_handler

uvloop.new_event_loop = Loop
former = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
command(["--port", "0"], standalone_mode=False)
assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == former
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_also_where_loops_have_no_signal_handlers(number: signal.Signals) -> None:
    command = [sys.executable, "-c", ON_A_LOOP_LIKE_THAT_OF_WINDOWS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().removeprefix("listening on ").strip()
            assert accepts(url)
            process.send_signal(number)
            _, errors = ending(process)
        finally:
            process.kill()
    assert (process.returncode, errors) == (0, "")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_cannot_serve_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("uvloop.new_event_loop", fail)
    told = r"^The server's thread did not start"
    with pytest.raises(CannotStartError, match=told), serve_in_thread(Settings(port=0)):
        pass


HEAD = b"GET /stores/abc123/v2/customers/count HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: full-token\r\n%s\r\n"


@contextmanager
def waiting(url: str) -> Generator[socket.socket]:
    """Send a request that a server of `KEEPING` is not done with; it was read when this begins."""
    with socket.create_connection(address(url), timeout=20) as connection:
        connection.sendall(HEAD % b"")
        assert httpx2.get(f"{url}/_mock/requests").json() == []
        yield connection


def address(url: str) -> tuple[str, int]:
    host, port = url.removeprefix("http://").split(":")
    return host, int(port)


def accepts(url: str) -> bool:
    try:
        socket.create_connection(address(url)).close()
    except ConnectionError:
        return False
    return True


def received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(100)
    except ConnectionResetError:
        return b""


def ended_by_two_signals(process: subprocess.Popen[str], url: str) -> str:
    process.send_signal(signal.SIGINT)
    while accepts(url):
        pass
    process.send_signal(signal.SIGINT)
    return ending(process)[1]


KEEPING = "latency:ms=600000,operation=countCustomers"


def test_a_second_ctrl_c_ends_what_is_under_way_without_a_traceback() -> None:
    with running("--fault", KEEPING) as (process, url), waiting(url) as connection:
        errors = ended_by_two_signals(process, url)
        assert received(connection) == b""
    assert (process.returncode, errors) == (0, "")


def test_what_is_under_way_for_too_long_is_dropped_when_the_server_stops(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bigcommerce_contract.mock.server._PATIENCE_S", 1)
    with ExitStack() as after:
        with serve_in_thread(Settings(port=0, faults=(parse(KEEPING),))) as (at, _):
            connection = after.enter_context(waiting(at.url))
        assert received(connection) == b""
    told = capfd.readouterr().err
    assert "Cancel 1 running task(s)" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("fault", [b"X-Mock-Fault: latency:ms=600000\r\n", b"X-Mock-Fault: drop-before\r\n"])
def test_a_stop_ends_the_first_of_two_requests_that_came_together(fault: bytes) -> None:
    with running() as (process, url), socket.create_connection(address(url), timeout=20) as connection:
        connection.sendall(HEAD % fault + HEAD % b"")
        assert len(httpx2.get(f"{url}/_mock/requests").json()) == (b"drop" in fault)
        errors = ended_by_two_signals(process, url)
        assert received(connection) == b""
    assert (process.returncode, errors) == (0, "")


def test_it_holds_less_than_70_mebibytes_once_it_serves() -> None:
    with running() as (process, url):
        assert (
            httpx2.get(f"{url}/stores/abc123/v2/customers", headers={"X-Auth-Token": "full-token"}).status_code == 204
        )
        pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    assert pages * resource.getpagesize() < 70 * 2**20


def test_each_request_is_told_to_who_asks_for_it() -> None:
    with running("--access-log") as (process, url):
        headers = {"X-Auth-Token": "full-token"}
        httpx2.get(f"{url}/stores/abc123/v2/customers?email=ada@example.com", headers=headers)
        httpx2.get(f"{url}/stores/abc123/v2/customers/count", headers={**headers, "X-Mock-Fault": "502"})
        httpx2.get(f"{url}/v2/%1b[31m")
        process.terminate()
        _, told = ending(process)
    lines = [re.sub(r"^\d\d:\d\d:\d\d  |[\d.]+ (?=ms)", "", line) for line in told.splitlines()]
    assert lines == [
        "204  GET     /stores/abc123/v2/customers  ms",
        "502  GET     /stores/abc123/v2/customers/count  ms  fault: 502",
        "404  GET     /v2/%1B%5B31m  ms",
    ]


def test_requests_are_answered_also_where_they_cannot_be_told() -> None:
    command = [*COMMAND, "--port", "0", "--access-log"]
    with Path("/dev/full").open("w") as full, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=full) as process:
        assert process.stdout
        url = process.stdout.readline().decode().split()[-1]
        answer = httpx2.get(f"{url}/stores/abc123/v2/customers/count", headers={"X-Auth-Token": "full-token"})
        process.terminate()
    assert answer.json() == {"count": 0}


@pytest.mark.parametrize("options", [(), ("--access-log",)])
def test_it_serves_without_a_standard_error(options: tuple[str, ...]) -> None:
    command = ["sh", "-c", 'exec "$@" 2>&-', "sh", *COMMAND, "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        url = process.stdout.readline().decode().split()[-1]
        answer = httpx2.get(f"{url}/stores/abc123/v2/customers/count", headers={"X-Auth-Token": "full-token"})
        process.terminate()
    assert (answer.json(), process.returncode) == ({"count": 0}, 0)


def test_a_terminal_is_told_each_request_without_being_asked() -> None:
    ours, theirs = os.openpty()
    arguments = [*COMMAND, "--port", "0"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=theirs, text=True) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().split()[-1]
            httpx2.get(f"{url}/stores/abc123/v2/customers", headers={"X-Auth-Token": "full-token"})
            assert select.select([ours], [], [], 20)[0]
            assert b"  204  GET " in os.read(ours, 1000)
        finally:
            process.kill()
    os.close(ours)
    os.close(theirs)


def test_the_line_to_paste_works() -> None:
    with running() as (process, url):
        process.terminate()
        rest, _ = ending(process)
    assert f"curl -H 'X-Auth-Token: full-token' {url}/stores/abc123/v2/customers/count" in rest
    assert f"{url}/docs" in rest


def test_a_port_in_use_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, told = refused("--port", str(port))
    assert status == 3
    assert told == (
        f"Error: Cannot listen on 127.0.0.1, port {port}: Address already in use. Give another --host or --port.\n"
    )


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database " * 100)
    status, told = refused("--port", "0", "--database-url", f"sqlite:///{path}")
    assert (status, told) == (3, f"Error: The database sqlite:///{path} cannot be used: file is not a database.\n")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite:///{}/missing/x.sqlite", "cannot be used: unable to open database file."),
        ("sqlite:///{}", "cannot be used: unable to open database file."),
        ("postgresql://me:hush-hush@127.0.0.1:1/x", "postgresql://me:.*@127.0.0.1:1/x cannot be used: "),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_in_one_line(tmp_path: Path, url: str, told: str) -> None:
    status, message = refused("--port", "0", "--database-url", url.format(tmp_path))
    assert status == 3
    assert re.search(told, message)
    assert message.count("\n") == 1
    assert "hush-hush" not in message


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense", "The database URL cannot be read. Give one such as sqlite:///customers.sqlite."),
        ("mysql://h/x", "mysql://h/x is none that this server can use. Take sqlite:// or postgresql:// (psycopg)."),
        ("postgresql+asyncpg://me:hush-hush@h/x", "asyncpg://me:***@h/x is none that this server can use. Take sqlite"),
        ("sqlite:///x?mode=ro", "argument(s) 'mode' are not accepted"),
    ],
)
def test_a_database_url_that_names_nothing_usable_is_wrong_usage(url: str, told: str) -> None:
    status, message = refused("--port", "0", "--database-url", url)
    assert status == 2
    assert told in message.splitlines()[-1]
    assert "hush-hush" not in message


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_disk_too_small_for_the_made_up_customers_is_told_in_one_line(tmp_path: Path, workers: str) -> None:
    path = tmp_path / "store.sqlite"
    options = ("--port", "0", "--workers", workers, "--database-url", f"sqlite:///{path}", "--seed-customers", "2000")
    status, told = refused(*options, command=IN_LITTLE_ROOM)
    assert status == 3
    assert re.fullmatch(rf"Error: The database sqlite:///{path} cannot be used: [^\n]*(full|disk I/O)[^\n]*\.\n", told)
    with running("--database-url", f"sqlite:///{path}", "--seed-customers", "3") as (_, url):
        answer = httpx2.get(f"{url}/stores/abc123/v2/customers/count", headers={"X-Auth-Token": "full-token"})
    assert answer.json() == {"count": 3}


def test_an_address_that_is_not_this_machines_is_told_in_one_line() -> None:
    status, message = refused("--port", "0", "--host", "203.0.113.1")
    assert status == 3
    assert message.startswith("Error: Cannot listen on 203.0.113.1, port 0: ")
    assert message.endswith(". Give another --host or --port.\n")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--basic", "nobody"), "USER:KEY"),
        (("--port", "70000"), "70000"),
        (("--token", "same", "--read-only-token", "same"), "differ"),
        (("--store", "a/b"), "slash"),
        (("--store", "a b"), "A store hash holds letters, digits"),
        (("--store", "a?b"), "A store hash holds letters, digits"),
        (("--store", "ümlaut"), "A store hash holds letters, digits"),
        (("--store", ""), "at least one store"),
        (("--port", "0", "--workers", "2"), "Several workers need a database to share. Give --database-url"),
        (("--token", ""), "A token cannot be empty"),
        (("--host", ""), "Name an address to listen on"),
        (("--seed-customers", "-1"), "--seed-customers"),
        (("--rate-limit", "0"), "--rate-limit"),
        (("--colour", "red"), "--colour"),
    ],
)
def test_wrong_usage_is_status_2(options: tuple[str, ...], told: str) -> None:
    status, message = refused(*options)
    assert status == 2
    assert told in message
    assert "Traceback" not in message


def test_raw_bytes_that_are_no_request_are_answered_and_survived() -> None:
    head = b" HTTP/1.1\r\nHost: x\r\nX-Auth-Token: full-token\r\nConnection: close\r\n"
    post = (
        b"POST /stores/abc123/v2/customers"
        + head
        + b"Content-Type: application/json\r\nContent-Length: 10000000\r\n\r\n"
    )
    with running() as (_, url):
        for sent, status in (
            (b"nonsense\r\n\r\n", b"400"),
            (b"GET /stores/abc123/v2/customers?x=" + b"a" * 200_000 + head + b"\r\n", b"400"),
            (post + b"x" * 10_000_000, b"413"),
        ):
            answer = exchange(url, sent)
            assert answer.startswith(b"HTTP/1.1 " + status)
            assert answer.partition(b"\r\n\r\n")[2].startswith(b'[{"status":' + status)
        token = base64.b64encode(b"mock-user:mock-key").decode()
        assert httpx2.get(f"{url}/api/v2/customers/count", headers={"Authorization": f"Basic {token}"}).is_success


def exchange(url: str, sent: bytes) -> bytes:
    """Send bytes and give everything that comes back."""
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=20) as connection:
        connection.sendall(sent)
        parts: list[bytes] = []
        while part := connection.recv(65_536):
            parts.append(part)
    return b"".join(parts)
