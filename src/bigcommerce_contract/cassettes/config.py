"""How vcrpy is set up for these cassettes, for recording and for playing."""

from types import SimpleNamespace
from typing import Any

from bigcommerce_contract.cassettes import format as cassette_format
from bigcommerce_contract.cassettes.matching import MATCH_ON, json_body
from bigcommerce_contract.cassettes.scrubbing import Scrubber


def prepare(vcr: Any) -> None:  # noqa: ANN401 - a VCR object, which is untyped
    """Teach a VCR object our layout and how bodies are compared.

    With pytest-recording, call it in the hook ``pytest_recording_configure``.
    """
    layout = SimpleNamespace(serialize=cassette_format.serialize, deserialize=cassette_format.deserialize)
    vcr.register_serializer("yaml", layout)
    vcr.register_matcher("json_body", json_body)


def options(scrubber: Scrubber | None = None) -> dict[str, Any]:
    """Give the options of a cassette, or of pytest-recording's ``vcr_config``.

    Args:
        scrubber: Takes the secrets out; a new one unless given. It serves one cassette.
    """
    used = scrubber or Scrubber()
    return {
        "match_on": MATCH_ON,
        "decode_compressed_response": True,
        "before_record_request": used.request,
        "before_record_response": used.response,
    }
