"""Plays a cassette to whatever client the code under test uses, and lets nothing reach the network."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import vcr  # pyright: ignore[reportMissingTypeStubs]
from pytest_recording import network
from vcr.record_mode import RecordMode  # pyright: ignore[reportMissingTypeStubs]

from bigcommerce_contract.cassettes import config, library
from bigcommerce_contract.cassettes.format import CassetteError, deserialize

# A database or a server of one's own may stand on this machine; a path is a socket of UNIX.
_THIS_MACHINE = [r"127\.0\.0\.1$", "::1$", "localhost$", "/"]


@dataclass(frozen=True)
class Playing:
    """A cassette while it is played.

    Attributes:
        path: The file.
        form: The form of the API that was recorded: ``oauth`` or ``basic``.
    """

    path: Path
    form: str
    _cassette: Any

    @property
    def base_url(self) -> str:
        """The URL below which ``/customers`` was recorded."""
        return library.base_urls()[self.form == "basic"]

    @property
    def arguments(self) -> dict[str, str]:
        """What `BigCommerce` and `AsyncBigCommerce` take to talk to the recorded store."""
        return dict(library.arguments(self.form))

    @property
    def requests(self) -> list[str]:
        """The recorded requests in order, each as its method and URL."""
        return [f"{request.method} {request.uri}" for request in self._cassette.requests]

    @property
    def all_played(self) -> bool:
        """Whether every recorded request was made."""
        return bool(self._cassette.all_played)


@contextmanager
def play(name: str) -> Generator[Playing]:
    """Play a cassette: recorded requests are answered from it, any other is refused.

    Requests to this machine pass. A recorded answer may be given several times.

    Args:
        name: The name of a cassette of the package, or the path of one of your own, which ends with ``.yaml``.

    Raises:
        FileNotFoundError: There is no such cassette.
        CassetteError: It cannot be read.
    """
    path = library.find(name)
    try:
        cassette = deserialize(path.read_text(encoding="utf-8"))
    except (CassetteError, UnicodeDecodeError) as error:
        message = f"{path} {error}"
        raise CassetteError(message) from error
    first = next((interaction["request"]["uri"] for interaction in cassette["interactions"]), "")
    with (
        _recorder().use_cassette(str(path), allow_playback_repeats=True) as played,
        network.blocking_context(allowed_hosts=_THIS_MACHINE),
    ):
        yield Playing(path, "oauth" if "/stores/" in first else "basic", played)


def _recorder() -> Any:  # noqa: ANN401 - a VCR object, which is untyped
    recorder = vcr.VCR(record_mode=RecordMode.NONE, ignore_localhost=True, **config.options())
    config.prepare(recorder)
    return recorder
