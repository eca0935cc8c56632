"""How a client behaves, as far as the caller may choose."""

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from .arguments import headers_argument
from .flow import Policy
from .omit import Omit

DEFAULT_TIMEOUT: Final = 30.0
DEFAULT_MAX_RETRIES: Final = 2
DEFAULT_TOTAL_TIMEOUT: Final = 120.0


@frozen
class Options:
    """Timeouts, retries and additional headers of a client."""

    policy: Policy
    headers: Mapping[str, str] = field(repr=False, converter=headers_argument)

    def changed(
        self,
        *,
        timeout: float | Omit | None,
        max_retries: int | Omit,
        total_timeout: float | Omit | None,
        headers: Mapping[str, str] | None,
    ) -> "Options":
        """Give these options with some of them changed; headers are added to those there are."""
        policy = Policy(
            timeout=self.policy.timeout if isinstance(timeout, Omit) else timeout,
            max_retries=self.policy.max_retries if isinstance(max_retries, Omit) else max_retries,
            total_timeout=self.policy.total_timeout if isinstance(total_timeout, Omit) else total_timeout,
        )
        return Options(policy=policy, headers={**self.headers, **headers_argument(headers)})
