"""Checks a server from a test: by its URL, or the application itself."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from typing import TypedDict, Unpack

from bigcommerce_contract.api.report import Report
from bigcommerce_contract.api.server import check
from bigcommerce_contract.api.serving import App, serve_app
from bigcommerce_contract.api.wrong_types import require_server, require_text
from bigcommerce_contract.check.errors import CheckError


class CheckOptions(TypedDict, total=False):
    """The options of `bigcommerce_contract.api.check`, under their names."""

    token: str | None
    read_only_token: str | None
    no_scope_token: str | None
    basic: str | None
    basic_url: str | None
    mode: str
    seed: int
    max_time: float | None
    rate: str | None
    rules: Sequence[str]
    headers: Mapping[str, str] | None
    yes_delete_all_customers: bool


class ContractCheck:
    """What the fixture `contract_check` gives: call it with a server.

    Args:
        conclude: Told the report; fails the test where it has to.
    """

    def __init__(self, conclude: Callable[[Report], None]) -> None:
        """Belong to a test."""
        self._conclude = conclude

    def __call__(self, target: str | App, path: str = "", **options: Unpack[CheckOptions]) -> Report:
        """Check a server; fail the test with the evidence where a ``must`` rule is broken.

        Args:
            target: A URL, or an application of ASGI or WSGI, which is served from this process meanwhile.
            path: What stands before ``/customers``, such as ``/stores/abc123/v2``. An application may serve the Basic
                form below another path: write it as ``basic_url="/api/v2"``.
            options: Those of `bigcommerce_contract.api.check`.

        Returns:
            One verdict a rule.

        Raises:
            UsageError: An argument is malformed, or they do not fit together.
            TargetError: The server cannot be judged.
        """
        __tracebackhide__ = True
        try:
            report = _check(target, path, options)
        except CheckError as error:
            # Pytest shows the code of every frame: who wrote the test needs the line in it and the message.
            raise error.with_traceback(None) from None
        self._conclude(report)
        return report


def _check(target: str | App, path: str, options: CheckOptions) -> Report:
    require_server(target)
    require_text("path", path)
    with nullcontext(target) if isinstance(target, str) else serve_app(target) as url:
        basic_url = options.get("basic_url")
        if isinstance(basic_url, str) and basic_url.startswith("/"):
            options["basic_url"] = url + basic_url
        return check(url + path, **options)
