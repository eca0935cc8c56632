"""The behaviour that no source settles: one place for every assumption, its default and its reason.

`spec/DECISIONS.md` says what was decided for the document, and on what evidence; here stands what the mock adds to it.
What can be switched is a field of `Behaviour`; the assumptions that cannot are listed with it.
"""

from dataclasses import dataclass
from typing import Literal

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
    * The links in a customer lead to the mock itself, so that a client that follows them sends no token elsewhere.
    """

    create_status: Literal[200, 201] = 201
    delete_all: Literal["allowed", "removed"] = "allowed"
    text_filters_ignore_case: bool = True
    force_reset_shown: bool = True
