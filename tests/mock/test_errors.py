"""The worded errors are those that the document shows."""

import pytest

from bigcommerce_contract.document import load_document
from bigcommerce_contract.mock import errors
from bigcommerce_contract.mock.errors import ApiError


@pytest.mark.parametrize(
    ("example", "error"),
    [
        ("InvalidEmail", errors.invalid("email")),
        ("EmailInUse", errors.email_in_use()),
        ("InvalidPassword", errors.invalid("password")),
        ("UnsupportedField", errors.unsupported("id")),
        ("ReadOnlyField", errors.read_only("id")),
        ("RequiredMissing", errors.missing(("email",))),
    ],
)
def test_a_message_is_the_one_of_the_document(example: str, error: ApiError) -> None:
    item = load_document()["components"]["examples"][example]["value"][0]
    assert (error.status, error.message, error.details) == (item["status"], item["message"], item.get("details"))
