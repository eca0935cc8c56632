"""How a client behaves, as far as the caller may choose."""

from collections.abc import Mapping
from typing import Final

from attrs import evolve, field, frozen

from .flow import Policy
from .omit import Omit

DEFAULT_TIMEOUT: Final = 30.0
DEFAULT_MAX_RETRIES: Final = 2
DEFAULT_TOTAL_TIMEOUT: Final = 120.0


@frozen
class Options:
    """Timeouts, retries and additional headers of a client."""

    policy: Policy
    headers: Mapping[str, str] = field(repr=False)

    def changed(
        self,
        *,
        timeout: float | Omit | None,
        max_retries: int | Omit,
        total_timeout: float | Omit | None,
        headers: Mapping[str, str] | None,
    ) -> "Options":
        """Give these options with some of them changed; headers are added to those there are."""
        choices = {"timeout": timeout, "max_retries": max_retries, "total_timeout": total_timeout}
        chosen = {name: value for name, value in choices.items() if not isinstance(value, Omit)}
        return Options(policy=evolve(self.policy, **chosen), headers={**self.headers, **(headers or {})})
