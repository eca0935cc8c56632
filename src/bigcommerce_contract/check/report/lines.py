"""Lines of text as rich lays them out."""

import io
from collections.abc import Callable

from rich.console import Console

WIDTH_UNLESS_TERMINAL = 500
"""Wide enough for one line a rule, so that a log can be searched."""


def laid_out(print_all: Callable[[Console], None], *, width: int = WIDTH_UNLESS_TERMINAL, color: bool = False) -> str:
    """Return what is printed, without blanks at the ends of lines.

    Args:
        print_all: Prints to the console that it is given.
        width: Columns of a table.
        color: Whether to use the colours of a terminal.
    """
    output = io.StringIO()
    print_all(Console(file=output, width=width, force_terminal=color, no_color=not color, highlight=False))
    return "".join(f"{line.rstrip(' ')}\n" for line in output.getvalue().removesuffix("\n").split("\n"))
