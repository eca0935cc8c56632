"""What a person sees while a check or the rehearsal of one runs: one line on a terminal, nothing elsewhere."""

import os
import sys
import time
from contextlib import AbstractContextManager, nullcontext

from rich.console import Console
from rich.live import Live
from rich.text import Text

from bigcommerce_contract.check.progress import Progress

_REFRESHES_PER_S = 8


def display(progress: Progress) -> AbstractContextManager[object]:
    """Show how far a run has come while the context is open: on standard error, if it is a terminal and not a CI's."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return nullcontext()
    began = time.monotonic()
    return Live(
        get_renderable=lambda: Text(_line(progress, time.monotonic() - began), overflow="ellipsis", no_wrap=True),
        console=Console(stderr=True),
        refresh_per_second=_REFRESHES_PER_S,
        transient=True,
    )


def _line(progress: Progress, elapsed_s: float) -> str:
    step = f" {progress.done + 1}/{progress.steps} {progress.detail}" if progress.steps else ""
    if progress.imagined:
        return f"{elapsed_s:.0f} s · {progress.requests():,} requests planned, none sent · {progress.phase}{step}"
    broken = progress.broken()
    rules = "1 rule" if broken == 1 else f"{broken} rules"
    return f"{elapsed_s:.0f} s · {progress.requests():,} requests · {rules} broken · {progress.phase}{step}"
