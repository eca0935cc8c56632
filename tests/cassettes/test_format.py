"""Cassettes of every format there ever was stay readable; what cannot be read is refused in words."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bigcommerce_contract.cassettes.format import FORMAT, CassetteError
from bigcommerce_contract.cassettes.replay import play
from bigcommerce_contract.check.verify_command import command
from bigcommerce_customers import BigCommerce, NotFoundError

FORMATS = Path(__file__).parent / "formats"
"""One cassette of each format, never recorded anew; `vcrpy` has no number."""


def test_there_is_a_cassette_of_every_format() -> None:
    assert {path.stem for path in FORMATS.iterdir()} == {"vcrpy", *map(str, range(1, FORMAT + 1))}


@pytest.mark.parametrize("path", sorted(FORMATS.iterdir()), ids=lambda path: path.stem)
def test_a_cassette_of_each_format_is_played_and_judged(path: Path) -> None:
    with play(str(path)) as playing:
        arguments: dict[str, Any] = {**playing.arguments}
        customers = BigCommerce(**arguments).customers
        ada = customers.create(first_name="Ada", last_name="Lovelace", email="ada@example.com")
        customers.delete(ada.id)
        with pytest.raises(NotFoundError):
            customers.get(ada.id)
    assert CliRunner().invoke(command, [str(path)]).exit_code == 0


WHOLE = (FORMATS / "1.yaml").read_text()
UNREADABLE = {
    "of a later format": (
        WHOLE.replace("format: 1", "format: 2"),
        "has the cassette format 2; this version reads up to 1",
    ),
    "of a later VCR": (WHOLE.replace("version: 1", "version: 2", 1), "is a cassette of version 2"),
    "no YAML": ("a: [", "is n"),
    "no cassette": ("a: 1", "is no "),
    "malformed": ("recording: {format: 1}\ninteractions: [{request: {}, response: {}}]", "holds a malformed "),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_refused_in_words(kind: str, tmp_path: Path) -> None:
    text, reason = UNREADABLE[kind]
    path = tmp_path / "cassette.yaml"
    path.write_text(text)
    with pytest.raises(CassetteError, match=r"cassette\.yaml ") as refused, play(str(path)):
        pass
    assert reason in str(refused.value)
    judged = CliRunner().invoke(command, [str(path)])
    assert judged.exit_code == 3
    assert f"Error: {path} {reason}" in judged.output


def test_a_name_that_there_is_not_is_answered_with_the_nearest() -> None:
    with pytest.raises(FileNotFoundError, match="Did you mean 'oauth/filters/by_email'"), play("oauth/filter/by_email"):
        pass
