"""Says what the check says of the command's options in the names of the arguments of `check`."""

import re
from dataclasses import fields, replace

from bigcommerce_contract.check.arguments import Arguments
from bigcommerce_contract.check.errors import CheckError
from bigcommerce_contract.check.verdicts import Status, Verdict

_NAMES = {f"--{field.name.replace('_', '-')}": field.name for field in fields(Arguments)} | {
    "BASE_URL": "base_url",
    "--header": "headers",
    "--rule": "rules",
}
_OPTION = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?![\w-])")


def in_argument_names(text: str) -> str:
    """Return a text with the name of the argument in the place of each option of ``bigcommerce-contract check``."""
    return _OPTION.sub(lambda found: _NAMES[found[0]], text)


def rename_in_error(error: CheckError) -> None:
    """Let an error speak of arguments."""
    error.args = (in_argument_names(str(error)),)


def renamed_in_verdict(verdict: Verdict) -> Verdict:
    """Return a verdict that speaks of arguments where it says what a rule needs to be tested."""
    if verdict.status is not Status.NOT_TESTED:
        return verdict
    return replace(verdict, reason=in_argument_names(verdict.reason or ""))
