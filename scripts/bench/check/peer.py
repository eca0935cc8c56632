"""What a peer of the comparison is: a name, its set-up in words, and a function that judges one server."""

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.paths import BUILD

_LONGEST_S = 300
_IMPORTABLE = Path(__file__).with_name("peers")


class PeerError(Exception):
    """A peer did not come to a verdict; the message says why."""


@dataclass(frozen=True)
class Target:
    """A server to judge, ten customers in its store.

    Attributes:
        url: URL below which ``/customers`` stands, OAuth form.
        basic_url: The same of the Basic form.
        token: Token that may do everything.
        read_only_token: Token that may read.
        no_scope_token: Token that may do nothing.
        basic: ``USER:KEY`` of the Basic form.
    """

    url: str
    basic_url: str
    token: str = "full-token"  # noqa: S105 - the mock's own defaults open nothing
    read_only_token: str = "read-only-token"  # noqa: S105 - as above
    no_scope_token: str = "no-scope-token"  # noqa: S105 - as above
    basic: str = "mock-user:mock-key"


@dataclass(frozen=True)
class Peer:
    """A program that is compared.

    Attributes:
        name: Name in the table.
        setup: How it is set, in a few words.
        complaints: Judges a server with a seed and an empty folder, and gives its complaints, each a text that is the
            same from run to run; none for a server that it finds correct. Raises `PeerError`.
        sources: Files and folders that decide its verdicts, besides the mutants and the document.
        install: Installs what the peer needs, unless it is there. Raises `NotInstalledError`.
        prepare: Makes what runs with a seed need, unless it is there; its time is nobody's.
    """

    name: str
    setup: str
    complaints: Callable[[Target, int, Path], frozenset[str]]
    sources: tuple[Path, ...]
    install: Callable[[], object] = object
    prepare: Callable[[int], object] = int


def run(command: Sequence[str], folder: Path) -> int:
    """Run a peer's command in a folder of its own and give its exit status; it may import what stands in `peers/`.

    Raises:
        PeerError: It did not end in time.
    """
    quiet = {name: text for name, text in os.environ.items() if not name.upper().startswith("BIGCOMMERCE_")}
    # Hypothesis makes tables of Unicode when it first runs in a folder, which takes seconds.
    kept = {"HYPOTHESIS_STORAGE_DIRECTORY": str(BUILD / "check" / "hypothesis"), "XDG_STATE_HOME": str(folder)}
    environment = {**quiet, **kept, "PYTHONPATH": str(_IMPORTABLE)}
    log = folder / "log"
    try:
        with log.open("wb") as output:
            return subprocess.run(  # noqa: S603 - the peers' own commands
                command, cwd=folder, env=environment, stdout=output, stderr=output, timeout=_LONGEST_S, check=False
            ).returncode
    except subprocess.TimeoutExpired as error:
        message = f"did not end within {_LONGEST_S} s"
        raise PeerError(message) from error
