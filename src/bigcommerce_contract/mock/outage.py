"""What the person who runs the server is told while its database refuses."""

import logging
import time
from collections.abc import Callable

from bigcommerce_contract.mock.store.connections import DatabaseBusyError, told_by_driver

_LOGGER = logging.getLogger(__name__)
_PAUSE_S = 60


class Outage:
    """Tells that the database refuses, once a minute.

    Args:
        clock: Gives the present in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with a database that serves."""
        self._clock = clock
        self._told_at = float("-inf")

    def met(self, error: DatabaseBusyError) -> None:
        """Tell of a refusal, unless that was done just now."""
        if self._clock() - self._told_at >= _PAUSE_S:
            self._told_at = self._clock()
            _LOGGER.warning("The database refuses, and requests get 503: %s", _reason(error))


def _reason(error: DatabaseBusyError) -> str:
    # Who waits in vain for other writers of the process never asked the driver.
    told = str(told_by_driver(error) or "")
    return told.splitlines()[0] if told else "others write to it"
