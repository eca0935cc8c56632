"""The confirmation that an operation without a way back asks for."""


def require_confirmation(confirm: object) -> None:
    """Refuse to go on unless it was confirmed.

    Raises:
        ValueError: It is not the value True itself.
    """
    if confirm is not True:
        message = "this cannot be undone: pass confirm=True"
        raise ValueError(message)
