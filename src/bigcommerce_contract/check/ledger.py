"""The list of customers that a run created, on disk before it is believed."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from bigcommerce_contract.check.hold import hold, is_held
from bigcommerce_contract.check.marker import is_marked_address


def ledger_folder() -> Path:
    """Return the folder of all ledgers, below ``$XDG_STATE_HOME`` (``~/.local/state`` unless set)."""
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "bigcommerce-contract" / "ledgers"


@dataclass(slots=True)
class Entries:
    """What a ledger says.

    Attributes:
        base_urls: URLs of the store that the run wrote to.
        sent: E-mail addresses of creates, by intent number, None where the body had none.
        created: E-mail address as sent by id of the created customer, deleted or not.
        gone: Ids of created customers that the run deleted.
        open_intents: Creates whose outcome is not known.
    """

    base_urls: list[str] = field(default_factory=list[str])
    sent: dict[int, str | None] = field(default_factory=dict[int, "str | None"])
    created: dict[int, str | None] = field(default_factory=dict[int, "str | None"])
    gone: set[int] = field(default_factory=set[int])
    open_intents: set[int] = field(default_factory=set[int])

    def add(self, line: dict[str, Any]) -> None:
        """Take one line of a ledger in."""
        if "base_urls" in line:
            self.base_urls = line["base_urls"]
        elif "id" in line:
            self.open_intents.discard(line["intent"])
            self.created[line["id"]] = self.sent.get(line["intent"])
        elif "refused" in line:
            self.open_intents.discard(line["refused"])
        elif "gone" in line:
            self.gone.add(line["gone"])
        elif "disowned" in line:
            self.created.pop(line["disowned"], None)
        else:
            self.sent[line["intent"]] = line["email"]
            self.open_intents.add(line["intent"])

    def describes(self, customer_id: int, email: str | None) -> bool:
        """Say whether a customer with this id and address can be the one that the run created.

        A server that names a wrong id in its answer to a create must not make us touch somebody else's customer.
        """
        if customer_id not in self.created:
            return False
        return not email or email == self.created[customer_id] or is_marked_address(email)

    def sent_address(self, email: object) -> bool:
        """Say whether the run sent a create with this address."""
        return bool(email) and email in self.sent.values()

    def left(self) -> list[int]:
        """Return the ids of the created customers that are not deleted, lowest first."""
        return sorted(self.created.keys() - self.gone)


class Ledger:
    """An append-only file of JSON lines, each with the system when the method that writes it returns.

    A killed run loses none of them. Before a create is sent, its intent is on the disk: a machine that loses power may
    lose what came of the create, and a clean-up then finds the customer by its mark.
    """

    def __init__(self, path: Path, base_urls: list[str]) -> None:
        """Name the file; it appears with the first intent, so that a run that creates nothing leaves nothing.

        Args:
            path: The file.
            base_urls: URLs of the store, by which a later clean-up knows that the file concerns it.
        """
        self.path = path
        self.base_urls = base_urls
        self.entries = Entries()
        self._head: dict[str, Any] | None = {"base_urls": base_urls}
        self._held: int | None = None

    @classmethod
    def resume(cls, path: Path) -> Self:
        """Go on with a ledger that another run left."""
        entries = read_entries(path)
        ledger = cls(path, entries.base_urls)
        ledger.entries, ledger._head, ledger._held = entries, None, hold(path)
        return ledger

    def intend(self, email: str | None) -> int:
        """Note that a create with this address is about to be sent; return the number of the intent."""
        number = len(self.entries.sent) + 1
        if self._head is not None:
            head, self._head = self._head, None
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._append(head)
            self._held = hold(self.path)
        self._append({"intent": number, "email": email}, to_disk=True)
        return number

    def created(self, intent: int, customer_id: int) -> None:
        """Note that the create made this customer: from now on it is ours."""
        self._append({"intent": intent, "id": customer_id})

    def refused(self, intent: int) -> None:
        """Note that the create was refused."""
        self._append({"refused": intent})

    def gone(self, customer_id: int) -> None:
        """Note that this customer of ours is deleted."""
        self._append({"gone": customer_id})

    def owns(self, customer_id: int) -> bool:
        """Say whether the run created this customer, deleted meanwhile or not."""
        return customer_id in self.entries.created

    def adopt(self, customer_id: int, email: str | None) -> None:
        """Take in a customer that was found by its mark."""
        self.created(self.intend(email), customer_id)

    def disown(self, customer_id: int) -> None:
        """Note that this customer is somebody else's, whatever the answer to the create said."""
        self._append({"disowned": customer_id}, to_disk=True)

    def close(self) -> None:
        """Remove the file: nothing is left of the run."""
        self.path.unlink(missing_ok=True)
        self.release()

    def release(self) -> None:
        """Let others have the file: the run is over, whatever it left."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def _append(self, line: dict[str, Any], *, to_disk: bool = False) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            if to_disk:
                os.fsync(file.fileno())
        self.entries.add(line)


def read_entries(path: Path) -> Entries:
    """Read a ledger that another run left; a line cut short by its death is skipped."""
    entries = Entries()
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entries.add(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return entries


def left_ledgers(base_urls: list[str]) -> Iterator[Path]:
    """Yield the ledgers that runs against one of ``base_urls`` left behind."""
    yield from (path for path in _ledgers(base_urls) if not is_held(path))


def is_of_running_check(customer_id: int, email: object, ledger: Ledger) -> bool:
    """Say whether a check that still runs on this machine, and keeps another ledger than this, created a customer.

    An intent is on disk before its create is sent: whoever sees the customer before asking finds it.
    """
    running = (path for path in _ledgers(ledger.base_urls) if path != ledger.path and is_held(path))
    return any(each.sent_address(email) or customer_id in each.created for each in map(read_entries, running))


def _ledgers(base_urls: list[str]) -> Iterator[Path]:
    for path in sorted(ledger_folder().glob("*.jsonl")):
        with suppress(FileNotFoundError):
            if set(read_entries(path).base_urls) & set(base_urls):
                yield path
