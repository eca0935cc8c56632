"""What a benchmark tells: tables for people, facts for programs. Written to a terminal, as Markdown and as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from rich import box
from rich.console import Console
from rich.table import Table as RichTable


@dataclass(frozen=True)
class Table:
    """A table of texts.

    Attributes:
        headers: A text a column.
        rows: The texts of each row.
        title: What it shows.
        folded: Whether it is long, and a page shows it to those alone who open it.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    folded: bool = False

    def markdown(self) -> str:
        """Give it as Markdown."""
        lines = [self.headers, tuple("---" for _ in self.headers), *self.rows]
        written = "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
        if self.folded:
            return f"<details><summary>{self.title}</summary>\n\n{written}\n\n</details>"
        return f"**{self.title}**\n\n{written}" if self.title else written

    def draw(self, console: Console) -> None:
        """Print it."""
        drawn = RichTable(*self.headers, title=self.title or None, title_justify="left", box=box.SIMPLE_HEAD)
        for row in self.rows:
            drawn.add_row(*row)
        console.print(drawn)


@dataclass(frozen=True)
class Section:
    """What one benchmark found.

    Attributes:
        name: The benchmark's name, as on the command line.
        title: Its title for people.
        method: How it was measured, a paragraph each.
        tables: What it found.
        facts: The same and more for programs, as JSON.
        findings: What follows from the numbers of this run, a line each.
    """

    name: str
    title: str
    method: tuple[str, ...]
    tables: tuple[Table, ...]
    facts: Mapping[str, Any]
    findings: tuple[str, ...] = field(default=())

    def markdown(self, when: str) -> str:
        """Give it as Markdown.

        Args:
            when: When it was measured, a sentence.
        """
        findings = "\n".join(f"* {line}" for line in self.findings)
        parts = [f"## {self.title}", when, *(table.markdown() for table in self.tables), findings, *self.method]
        return "\n\n".join(part for part in parts if part)

    def draw(self) -> None:
        """Print it to standard output."""
        console = Console(width=180)
        for table in self.tables:
            table.draw(console)
        for line in (*self.findings, *self.method):
            console.print(line, highlight=False, soft_wrap=True)

    def as_json(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Make it of what `as_json` gave."""
        tables = tuple(
            Table(tuple(table["headers"]), tuple(map(tuple, table["rows"])), table["title"], table["folded"])
            for table in data["tables"]
        )
        texts = (tuple(data["method"]), tables, data["facts"], tuple(data["findings"]))
        return cls(data["name"], data["title"], *texts)


def paragraphs(file: Path, **values: object) -> tuple[str, ...]:
    """Read paragraphs from a file, each as one line, and fill values in."""
    return tuple(" ".join(each.split()) for each in file.read_text().format(**values).split("\n\n"))
