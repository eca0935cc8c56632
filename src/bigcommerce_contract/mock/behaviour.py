"""The behaviour that no source settles: one place for every assumption, its default and its reason.

`spec/DECISIONS.md` says what was decided for the document, and on what evidence; here stands what the mock adds to it.
What can be switched is a field of `Behaviour`; the assumptions that cannot are listed with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal, Self, get_args, get_type_hints

STORE_VERSION = "7.6.0"
"""Value of `X-BC-Store-Version`; the version of every recording."""

OAUTH_WINDOW_S = 30
"""Length of the OAuth rate-limit window in seconds."""

BASIC_WINDOW_S = 3600
"""Length of the Basic rate-limit window in seconds."""

MAX_BODY_BYTES = 1_048_576
"""Longest request body that is read; well above the longest valid one, whose notes hold 65 535 characters."""


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """The switches, each set to what the evidence favours.

    Attributes:
        create_status: 201 with `Location` by the general status page and most clients, 200 by the resource's own
            specification.
        delete_all: `allowed` as the reference has it. `removed` answers 405, as BigCommerce announced for
            31 March 2021.
        text_filters_ignore_case: The usual collation of the database behind the store suggests that case does not
            matter.
        force_reset_shown: Whether `_authentication.force_reset` shows up as `reset_pass_on_login`; the names match, and
            no source says so.
        oauth_unauthorized: Whether a 401 of the OAuth form has an `array`, as the recorded one of the Basic form, or
            the gateway's `object`, as its 403.

    Assumptions without a switch:

    * E-mail addresses are unique regardless of case: the safer reading for a test that must not create doubles.
    * Text filters match the whole value; blanks count. `tax_exempt_category` is case-sensitive, as documented.
    * Both ends of the id and date ranges are inclusive. A plain date stands for its midnight in UTC.
    * `/count` takes the filters of the list; `page` and `limit` are unknown to it.
    * A missing id is 404 for every method, also for an id no customer could have. Deleting none of none is 204.
    * A parameter that is given twice is invalid (400). A `+` that was not encoded is a blank, which no date survives.
    * `password_confirmation` is compared where a password is sent; alone it confirms nothing and is ignored.
    * An update that sends nothing changes nothing, `date_modified` included.
    * A store hash that is not configured, or credentials of the other form, are unknown credentials: 401.
    * Undeclared methods are 405; the 501 of `PATCH` and `TRACE` is left to the real service.
    * Answers are JSON, also without an `Accept` header, where the real service falls back to XML.
    * No customer has an address: the list of them, where the links in a customer lead, is 204 like every empty list.
    * The links in a customer lead to the mock itself, so that a client that follows them sends no token elsewhere.
    """

    create_status: Literal[201, 200] = 201
    delete_all: Literal["allowed", "removed"] = "allowed"
    text_filters_ignore_case: bool = True
    force_reset_shown: bool = True
    oauth_unauthorized: Literal["array", "object"] = "array"

    @classmethod
    def switched(cls, texts: Iterable[str]) -> Self:
        """Set switches by text, as the command line has them.

        Args:
            texts: Switches as `NAME=VALUE`, such as `create_status=200` or `force_reset_shown=no`.

        Returns:
            The behaviour.

        Raises:
            ValueError: If there is no such switch or it has no such value.
        """
        chosen: dict[str, Any] = {}
        for text in texts:
            name, _, value = text.partition("=")
            values = cls.values().get(name)
            if values is None:
                message = f"There is no switch {name}. Take one of {', '.join(cls.values())}."
                raise ValueError(message)
            if value not in values:
                message = f"The switch {name} is one of {', '.join(values)}."
                raise ValueError(message)
            chosen[name] = values[value]
        return cls(**chosen)

    @classmethod
    def values(cls) -> dict[str, dict[str, Any]]:
        """Give the values that each switch can have, by their text, the default first."""
        hints = get_type_hints(cls)
        known = {each.name: {str(value): value for value in get_args(hints[each.name])} for each in fields(cls)}
        return {name: values or {"yes": True, "no": False} for name, values in known.items()}
