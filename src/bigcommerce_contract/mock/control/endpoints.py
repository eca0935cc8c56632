"""What each operation of the control does. All may block: they belong in a thread."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request

from bigcommerce_contract.mock.control.actions import Control
from bigcommerce_contract.mock.control.document import ControlError, read_body, require_snapshot_name
from bigcommerce_contract.mock.faults.spec import from_object, to_object
from bigcommerce_contract.mock.tenants import Tenants


@dataclass(frozen=True)
class Asked:
    """A request to the control.

    Attributes:
        control: What it acts upon.
        tenants: The stores.
        request: The request.
        query: The parameters of its query.
        body: Its body.
    """

    control: Control
    tenants: Tenants
    request: Request
    query: Mapping[str, Any]
    body: bytes

    def named_store(self) -> str | None:
        """Give the store that the request names; None where it names none.

        Raises:
            ControlError: 404 for a store that does not exist.
        """
        name: str | None = self.query.get("store")
        if name is not None:
            self.require_store(name)
            self.control.customers.open(name)
        return name

    def require_store(self, name: str) -> None:
        """Refuse a store that does not exist.

        Raises:
            ControlError: 404.
        """
        if self.tenants.find(name) is None:
            raise ControlError(404, f"There is no store {name}.")

    def store(self) -> str:
        """Give the store that the request names, or the server's first."""
        return self.named_store() or self.tenants.names()[0]

    def snapshot(self) -> str:
        """Give the name of the snapshot in the path."""
        return require_snapshot_name(self.request.path_params["name"])


def _reset(asked: Asked) -> None:
    store = asked.named_store()
    if store is None:
        asked.control.reset_all(asked.tenants.names())
    else:
        asked.control.reset(store)


def _seed(asked: Asked) -> Any:  # noqa: ANN401 - JSON
    body = read_body("Seed", asked.body)
    return {"count": asked.control.seed(asked.store(), int(body["customers"]), int(body.get("random_seed", 0)))}


def _list_snapshots(asked: Asked) -> Any:  # noqa: ANN401 - JSON
    return asked.control.snapshots.names(asked.store())


def _take_snapshot(asked: Asked) -> None:
    asked.control.snapshots.take(asked.store(), asked.snapshot())


def _restore_snapshot(asked: Asked) -> None:
    _require_found(asked, found=asked.control.snapshots.restore(asked.store(), asked.snapshot()))


def _delete_snapshot(asked: Asked) -> None:
    _require_found(asked, found=asked.control.snapshots.drop(asked.store(), asked.snapshot()))


def _require_found(asked: Asked, *, found: bool) -> None:
    if not found:
        raise ControlError(404, f"There is no snapshot {asked.snapshot()} of store {asked.store()}.")


def _list_faults(asked: Asked) -> Any:  # noqa: ANN401 - JSON
    return [to_object(fault) for fault in asked.control.faults.armed()]


def _add_fault(asked: Asked) -> None:
    body = read_body("Fault", asked.body)
    with _refusing():
        fault = from_object(body)
    if fault.store is not None:
        asked.require_store(fault.store)
    asked.control.faults.add(fault)


def _clear_faults(asked: Asked) -> None:
    asked.control.faults.clear(asked.query.get("seed"))


def _get_clock(asked: Asked) -> Any:  # noqa: ANN401 - JSON
    clock = asked.control.clock
    return {"now": datetime.fromtimestamp(clock(), UTC).isoformat(), "stopped": clock.is_stopped}


def _set_clock(asked: Asked) -> None:
    body = read_body("Time", asked.body)
    with _refusing():
        now = datetime.fromisoformat(body["now"].upper())
        asked.control.clock.set(now, stopped=body.get("stopped", False))


def _advance_clock(asked: Asked) -> None:
    seconds = read_body("Passing", asked.body)["seconds"]
    with _refusing():
        asked.control.clock.advance(seconds)


def _reset_clock(asked: Asked) -> None:
    asked.control.clock.reset()


def _list_requests(asked: Asked) -> Any:  # noqa: ANN401 - JSON
    return asked.control.log.entries(asked.named_store())


def _forget_requests(asked: Asked) -> None:
    asked.control.log.clear(asked.named_store())


@contextmanager
def _refusing() -> Generator[None]:
    try:
        yield
    except ValueError as error:
        raise ControlError(400, str(error)) from error


ENDPOINTS: dict[tuple[str, str], Callable[[Asked], Any]] = {
    ("POST", "/reset"): _reset,
    ("POST", "/seed"): _seed,
    ("GET", "/snapshots"): _list_snapshots,
    ("PUT", "/snapshots/{name}"): _take_snapshot,
    ("DELETE", "/snapshots/{name}"): _delete_snapshot,
    ("POST", "/snapshots/{name}/restore"): _restore_snapshot,
    ("GET", "/faults"): _list_faults,
    ("POST", "/faults"): _add_fault,
    ("DELETE", "/faults"): _clear_faults,
    ("GET", "/clock"): _get_clock,
    ("PUT", "/clock"): _set_clock,
    ("DELETE", "/clock"): _reset_clock,
    ("POST", "/clock/advance"): _advance_clock,
    ("GET", "/requests"): _list_requests,
    ("DELETE", "/requests"): _forget_requests,
}
"""By method and path below `/_mock`."""

LOCAL = frozenset({"/faults", "/clock", "/clock/advance", "/requests"})
"""What each process has for itself."""
