"""The check as a library: check a server, or judge the traffic of your own tests.

Everything here needs the extra ``bigcommerce-customers[check]``, and is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from bigcommerce_contract.extras import needing

if TYPE_CHECKING:
    from bigcommerce_contract.api.checking import CheckOptions, ContractCheck
    from bigcommerce_contract.api.judging import Judge
    from bigcommerce_contract.api.report import Report
    from bigcommerce_contract.api.server import check
    from bigcommerce_contract.api.serving import serve_app
    from bigcommerce_contract.check.errors import CheckError, TargetError, UsageError
    from bigcommerce_contract.check.exchange import Exchange, Request, Response, Role
    from bigcommerce_contract.check.judge.finding import Finding
    from bigcommerce_contract.check.verdicts import Status, Verdict

__all__ = [
    "CheckError",
    "CheckOptions",
    "ContractCheck",
    "Exchange",
    "Finding",
    "Judge",
    "Report",
    "Request",
    "Response",
    "Role",
    "Status",
    "TargetError",
    "UsageError",
    "Verdict",
    "check",
    "serve_app",
]

_HOMES = {
    "CheckError": "check.errors",
    "CheckOptions": "api.checking",
    "ContractCheck": "api.checking",
    "Exchange": "check.exchange",
    "Finding": "check.judge.finding",
    "Judge": "api.judging",
    "Report": "api.report",
    "Request": "check.exchange",
    "Response": "check.exchange",
    "Role": "check.exchange",
    "Status": "check.verdicts",
    "TargetError": "check.errors",
    "UsageError": "check.errors",
    "Verdict": "check.verdicts",
    "check": "api.server",
    "serve_app": "api.serving",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    with needing("check", f"{__name__}.{name}"):
        return getattr(import_module(f"bigcommerce_contract.{_HOMES[name]}"), name)
