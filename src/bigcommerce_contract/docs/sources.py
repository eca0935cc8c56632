"""The texts that stand beside the document, and the viewer that draws it."""

import gzip
from functools import cache

from bigcommerce_contract.document import locate


@cache
def guides() -> str:
    """Give the guides of `spec/guides/` as one Markdown text, in the order of their file names."""
    files = sorted(locate("guides", "spec").glob("*.md"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@cache
def decisions() -> str:
    """Give `spec/DECISIONS.md`."""
    return locate("DECISIONS.md", "spec").read_text(encoding="utf-8")


def viewer() -> str:
    """Give the JavaScript of Scalar's standalone viewer, some 4 MB."""
    return gzip.decompress(locate("scalar/standalone.js.gz", "generated").read_bytes()).decode()


def licence() -> str:
    """Give the licence of the viewer, which must stand wherever it stands."""
    return locate("scalar/LICENSE", "generated").read_text(encoding="utf-8")
