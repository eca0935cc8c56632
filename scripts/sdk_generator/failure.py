"""The one exception of the generator: something that the person at the command line must mend."""


class GenerationError(Exception):
    """The client cannot be generated; the text says why, and what to do, in one line."""
