"""Store credit: decimals with four places, kept and served as text (S34)."""

from decimal import ROUND_HALF_UP, Context, Decimal

_PLACES = Decimal("0.0001")
_EXACT = Context(prec=40, rounding=ROUND_HALF_UP)


def to_credit(amount: str | float) -> str:
    """Write an amount with exactly four places.

    Args:
        amount: The amount in the store's currency, as a JSON number or as decimal text (spec/DECISIONS.md).

    Returns:
        The amount such as `12.5000`, rounded half up at the fourth place.
    """
    return f"{_EXACT.quantize(Decimal(str(amount)), _PLACES):f}"
