"""Start the mock server on a free port, check it with every credential, and exit with the check's status.

Arguments are handed on to `bigcommerce-contract check`.
"""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_COMMAND = str(Path(sys.executable).with_name("bigcommerce-contract"))
_CREDENTIALS = ["full-token", "read-only-token", "no-scope-token", "mock-user:mock-key"]
_STOP_S = 10


def main() -> int:
    """Check a fresh mock server over TCP and return the exit status."""
    token, read_only, no_scope, basic = _CREDENTIALS
    with _mock() as url:
        credentials = ["--token", token, "--read-only-token", read_only, "--no-scope-token", no_scope, "--basic", basic]
        target = [f"{url}/stores/abc123/v2", "--basic-url", f"{url}/api/v2", "--mode", "disposable"]
        arguments = [_COMMAND, "check", *target, *credentials, *sys.argv[1:]]
        return subprocess.run(arguments, check=False).returncode  # noqa: S603 - our own command


@contextmanager
def _mock() -> Generator[str]:
    token, read_only, no_scope, basic = _CREDENTIALS
    options = ["--token", token, "--read-only-token", read_only, "--no-scope-token", no_scope, "--basic", basic]
    arguments = [_COMMAND, "mock", "--port", "0", "--store", "abc123", *options]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        try:
            first = process.stdout.readline() if process.stdout else ""
            if not first.startswith("listening on "):
                sys.exit("The mock server did not start.")
            yield first.removeprefix("listening on ").strip()
        finally:
            process.terminate()
            process.wait(_STOP_S)


if __name__ == "__main__":
    sys.exit(main())
