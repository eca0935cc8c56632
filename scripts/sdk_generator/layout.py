"""Filters for laying out texts in docstrings."""

import textwrap

from openapi_python_client.strings import safe_for_docstring

from sdk_generator.plan.texts import first_sentence, one_line

_WIDTH = 118


def paragraphs(text: str, indent: int) -> str:
    """Wrap a text of several paragraphs; the first line is not indented, as the template has done it."""
    blocks = [" ".join(block.split()) for block in safe_for_docstring(text).strip().split("\n\n")]
    return "\n\n".join(_wrapped(block, indent, indent) for block in blocks).strip()


def entry(text: str, indent: int, outer: int = 0) -> str:
    """Wrap an entry of a section, its further lines indented below the first.

    Args:
        text: The entry.
        indent: Where it begins.
        outer: By how much all of it will be indented further.
    """
    return _wrapped(safe_for_docstring(text), indent, indent + 4, _WIDTH - outer).strip()


def docstring(text: str, indent: int, summary: str) -> str:
    """Lay out the texts of a class: one line that sums it up, and the rest.

    Args:
        text: The description.
        indent: Where its lines begin.
        summary: The first line where the first sentence of the description is too long for one.
    """
    first = first_sentence(text)
    if indent + len(first) + len('"""') > _WIDTH:
        return f"{summary}\n\n{' ' * indent}{paragraphs(text, indent)}"
    rest = one_line(text).removeprefix(first).strip()
    return safe_for_docstring(first) + (f"\n\n{' ' * indent}{paragraphs(rest, indent)}" if rest else "")


def block(text: str, indent: int) -> str:
    """Indent a text as it stands."""
    return textwrap.indent(safe_for_docstring(text).strip(), " " * indent).strip()


def _wrapped(text: str, first: int, rest: int, width: int = _WIDTH) -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=" " * first,
        subsequent_indent=" " * rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
