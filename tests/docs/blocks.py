"""The fenced blocks of a Markdown file, in order."""

from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt


@dataclass(frozen=True)
class Block:
    """A fenced block.

    Attributes:
        language: The word behind the fence.
        text: What the block holds.
        line: Where it begins.
    """

    language: str
    text: str
    line: int

    def commands(self) -> list[str]:
        """Give the lines of a shell block without their comments."""
        return [command for line in self.text.splitlines() if (command := line.partition("  #")[0].strip())]


def blocks(path: Path) -> list[Block]:
    """Give the fenced blocks of a file."""
    tokens = MarkdownIt().parse(path.read_text())
    return [Block(token.info, token.content, (token.map or [0])[0] + 1) for token in tokens if token.type == "fence"]
