"""The file of ``--report``: seen to be writable before anything is sent, and written whole or not at all."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bigcommerce_contract.check.errors import UsageError
from bigcommerce_contract.check.report.formats import FORMATS


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report to write."""

    format: str
    path: Path

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``FORMAT=PATH``.

        Raises:
            UsageError: The format is unknown or the path cannot be written.
        """
        name, equals, path = text.partition("=")
        if not equals or not path or name not in FORMATS:
            known = ", ".join(format_ for format_ in FORMATS if format_ != "text")
            message = f"--report {text}: write FORMAT=PATH with one of the formats {known}"
            raise UsageError(message)
        if not os.access(Path(path).parent, os.W_OK | os.X_OK) or not Path(path).parent.is_dir() or Path(path).is_dir():
            message = f"--report {text}: {path} cannot be written, its folder does not exist or it is a folder itself"
            raise UsageError(message)
        return cls(name, Path(path))

    def write(self, text: str) -> None:
        """Write the report; a reader sees the old file or the new one, never a part.

        Raises:
            UsageError: The file cannot be written.
        """
        try:
            self._write(text.encode("utf-8", errors="backslashreplace"))
        except OSError as error:
            message = f"--report {self.format}={self.path}: {error.strerror}"
            raise UsageError(message) from error

    def _write(self, content: bytes) -> None:
        if self.path.exists() and not self.path.is_file():  # a pipe or a device cannot be replaced
            self.path.write_bytes(content)
            return
        whole = self.path.resolve()
        part = whole.with_name(f".contract-check-{os.getpid()}.part")
        try:
            part.write_bytes(content)
            part.replace(whole)
        finally:
            part.unlink(missing_ok=True)
