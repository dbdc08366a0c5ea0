"""Numbers as Vietnamese messages write them: dots between groups of thousands, a comma before decimals."""

from __future__ import annotations

from decimal import Decimal


def vietnamese(value: Decimal | int, *, places: int | None = None) -> str:
    """The number as offices write it: `12.345,6`; years and other bare numbers below 1000 have no separator.

    `places` fixes the number of decimals (shown even where they are zeros); without it those of the value are kept,
    trailing zeros dropped. No exponent is ever written, and no binary fraction is accepted.
    """
    number = Decimal(value)
    if places is not None:
        number = round(number, places) if places >= 0 else number
        text = f"{abs(number):,.{places}f}"
    else:
        text = f"{abs(number):,f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    text = text.translate({ord(","): ".", ord("."): ","})
    return f"-{text}" if number < 0 else text


def signed(value: Decimal | int) -> str:
    """The number with its sign in front: `+0,35`, `-8`; zero has none."""
    return f"+{vietnamese(value)}" if value > 0 else vietnamese(value)
