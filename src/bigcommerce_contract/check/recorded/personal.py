"""What a scrubbed recording may not show of people: whatever scrubbing it once more takes out."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

from bigcommerce_contract.cassettes.scrubbing import Scrubber
from bigcommerce_contract.check.recorded.recording import Recorded


def scrubbed(scrubber: Scrubber, recorded: Recorded) -> tuple[Recorded, list[str]]:
    """Give an exchange without what was left in it, and the places where that stood.

    Args:
        scrubber: That of the file.
        recorded: An exchange of a file that promises to be scrubbed. Its credentials are left alone.
    """
    request = scrubber.request(SimpleNamespace(uri=recorded.url, headers={}, body=recorded.sent or b""))
    headers = dict(recorded.headers)
    response = scrubber.response({"headers": headers, "body": {"string": recorded.received or b""}})
    clean = replace(
        recorded,
        url=request.uri,
        sent=request.body or recorded.sent,
        headers=tuple(_cleaned(headers, response["headers"])),
        received=response["body"]["string"] or recorded.received,
    )
    return clean, list(_places(recorded, clean))


def _cleaned(headers: dict[str, str], scrubbed_headers: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    known = {name.lower(): values[0] for name, values in scrubbed_headers.items()}
    return ((name, known.get(name.lower(), value)) for name, value in headers.items())


def _places(before: Recorded, after: Recorded) -> Iterator[str]:
    if before.url != after.url:
        yield "the URL"
    if before.sent != after.sent:
        yield "the body of the request"
    if before.received != after.received:
        yield "the body of the response"
    changed = {name for name, value in before.headers if dict(after.headers)[name] != value}
    yield from (f"the header {name} of the response" for name in sorted(changed))
