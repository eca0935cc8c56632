"""Walking through the pages of a list.

Which call comes next is decided by generators that are told each page; the two pagers send the calls.
"""

from collections.abc import AsyncIterator, Callable, Generator, Iterator
from typing import Generic, TypeAlias, TypeVar

from .calls import Call
from .raw import RawResponse
from .transport import AsyncTransport, Transport

T = TypeVar("T")

Calls: TypeAlias = Generator[Call[list[T]], list[T], None]
Fetch: TypeAlias = Callable[[int | None], Call[list[T]]]


def by_number(first: Call[list[T]], fetch: Fetch[T], start: int | None, size: int) -> Calls[T]:
    """Ask for page after page by number, until one is short or empty.

    Args:
        first: The call for the first page.
        fetch: Makes the call for a page number.
        start: The number of the first page; None leaves it to the server, which begins with 1.
        size: How many items a full page holds.
    """
    number, call = start, first
    while len((yield call)) >= size:
        number = (number or 1) + 1
        call = fetch(number)


def by_key(first: Call[list[T]], fetch: Fetch[T], size: int, key: Callable[[T], int]) -> Calls[T]:
    """Ask for what follows the last key seen, until a page is short or empty.

    Items that are added or deleted meanwhile move no other item to another page, so none is skipped or repeated.

    Args:
        first: The call for the first page.
        fetch: Makes the call for the lowest key wanted.
        size: How many items a full page holds.
        key: Gives an item's key, by which the list is sorted.
    """
    call = first
    while len(page := (yield call)) >= size:
        call = fetch(key(page[-1]) + 1)


def _after(calls: Calls[T], page: list[T], answer: RawResponse[list[T]]) -> Call[list[T]] | None:
    try:
        return calls.send(page)
    except StopIteration:
        return None
    except (TypeError, ValueError) as error:
        # The key of the last item is none that can be counted on from.
        raise answer.undocumented(error) from error


class Pager(Generic[T]):
    """All items of a list. Nothing is sent before the first is asked for, and each loop starts anew."""

    def __init__(self, transport: Transport, start: Callable[[], Calls[T]]) -> None:
        self._transport = transport
        self._start = start

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page

    def pages(self) -> Iterator[list[T]]:
        """Give the items page by page; there is no empty page among them."""
        calls = self._start()
        call: Call[list[T]] | None = next(calls)
        while call:
            answer = self._transport.send(call)
            page = answer.parse()
            if page:
                yield page
            call = _after(calls, page, answer)


class AsyncPager(Generic[T]):
    """All items of a list, for `async for`. Nothing is sent before the first is asked for."""

    def __init__(self, transport: AsyncTransport, start: Callable[[], Calls[T]]) -> None:
        self._transport = transport
        self._start = start

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page:
                yield item

    async def pages(self) -> AsyncIterator[list[T]]:
        """Give the items page by page; there is no empty page among them."""
        calls = self._start()
        call: Call[list[T]] | None = next(calls)
        while call:
            answer = await self._transport.send(call)
            page = answer.parse()
            if page:
                yield page
            call = _after(calls, page, answer)
