"""What the commands say to people: reports on standard output, complaints on standard error."""

import os
import sys
import traceback
from pathlib import Path

import click

from bigcommerce_contract.endings import words_for_full_disk


def print_report(text: str) -> None:
    """Print to a reader that may have gone, as the one of ``| head`` has: the verdict does not depend on it."""
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def describe_fault(error: Exception) -> str:
    """Return the words for a fault of ours: what it was, and where; or for a disk that is full, which is none."""
    if words := words_for_full_disk(error):
        return words
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}"
    return f"this program itself failed: {where}; please report this"
