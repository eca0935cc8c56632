"""What ends a step of the tests of the wheel."""


class Failure(Exception):  # noqa: N818 - it is the outcome of a step, and its text is what people read
    """A step failed; the text says which one, and what it printed."""
