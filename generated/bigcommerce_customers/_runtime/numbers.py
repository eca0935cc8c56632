"""Decimal numbers, which the API writes as text."""

from decimal import Decimal, InvalidOperation

from .arguments import number_argument, unexpected


def decimal_text(amount: object) -> str:
    """Write a decimal number in plain notation.

    Args:
        amount: A decimal, or its text.

    Returns:
        Its digits without an exponent, such as `12.5000`.

    Raises:
        TypeError: It is neither; a binary fraction would be sent with all its digits.
        ValueError: It is no finite number.
    """
    if isinstance(amount, bool) or not isinstance(amount, (Decimal, str, int)):
        raise unexpected(amount, "Decimal or str")
    try:
        number = Decimal(amount)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        message = f"{amount!r} is no decimal number"
        raise ValueError(message)
    return format(number, "f")


def amount_json(amount: object) -> str | float:
    """Write an amount for a request body, where decimals go as text and plain numbers as they are."""
    return decimal_text(amount) if isinstance(amount, (Decimal, str)) else number_argument(amount)
