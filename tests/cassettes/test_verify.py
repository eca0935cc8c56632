"""The cassettes are judged by the same rules as a server, and no secret shows in them."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from bigcommerce_contract.cassettes import library
from bigcommerce_contract.check.verify_command import command


def test_every_cassette_keeps_the_contract() -> None:
    done = CliRunner().invoke(command, [str(library.folder())])
    assert done.exit_code == 0, done.output
    assert " 0 failed, 0 warned" in done.output


@pytest.mark.parametrize(
    ("masked", "secret", "place"),
    [
        ("<full>", "x9f8g7h6j5k4l3m2", "the header x-auth-token of the request"),
        ("12w69Y217PYR96J", "hunter2hunter2", "a password in the body of the request"),
    ],
)
def test_a_secret_in_plain_sight_fails(tmp_path: Path, masked: str, secret: str, place: str) -> None:
    copy = Path(shutil.copy(library.find("oauth/a_customer_is_created"), tmp_path))
    text = copy.read_text()
    assert masked in text
    copy.write_text(text.replace(masked, secret))
    done = CliRunner().invoke(command, [str(tmp_path)])
    assert done.exit_code == 1
    assert f"{place} is not masked" in done.output
    assert secret not in done.output
