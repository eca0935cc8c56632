"""How an answer is put on a connection."""

import asyncio

import pytest

from bigcommerce_contract.mock.protocol import Gathering


class Recorder(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.seen.append(bytes(data))

    def close(self) -> None:
        self.seen.append(b"closed")

    def abort(self) -> None:
        self.seen.append(b"aborted")


@pytest.mark.parametrize(
    ("end", "told"),
    [(None, [b"head body"]), ("close", [b"head body", b"closed"]), ("abort", [b"aborted"])],
)
def test_head_and_body_are_sent_at_once_and_before_the_end(end: str | None, told: list[bytes]) -> None:
    async def answer() -> list[bytes]:
        below = Recorder()
        connection = Gathering(below)
        connection.write(b"head ")
        connection.write(b"body")
        if end:
            getattr(connection, end)()
        await asyncio.sleep(0)
        return below.seen

    assert asyncio.run(answer()) == told


def test_two_answers_are_sent_one_after_the_other() -> None:
    async def answer() -> list[bytes]:
        below = Recorder()
        connection = Gathering(below)
        for body in (b"first", b"second"):
            connection.write(body)
            await asyncio.sleep(0)
        return below.seen

    assert asyncio.run(answer()) == [b"first", b"second"]
