"""The wheel in clean environments: each extra alone brings what it promises, and what is missing is named in a line.

`make test-wheel` runs whole suites there; this is the part of it that takes seconds.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs.shown import shown_tests
from wheel_tests.environment import Environment, run
from wheel_tests.extras import PROMISES
from wheel_tests.failure import Failure
from wheel_tests.smoke import try_bare
from wheel_tests.suites import SUITES, Suite
from wheel_tests.tree import ROOT, copy_tests
from wheel_tests.trial import Trial

ALONE = [suite for suite in SUITES if len(suite.extras) < 2]
ASKS = "def test_it({fixture}):\n    pass\n"


@pytest.fixture(scope="module")
def prepared(built_wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Suite], Environment]:
    """Give a function that makes a clean environment with the wheel and the extras of a suite, once."""
    folder = tmp_path_factory.mktemp("installed")
    trial = Trial(built_wheel, folder, folder, sys.executable)
    made: dict[str, Environment] = {}

    def prepare(suite: Suite) -> Environment:
        if suite.name not in made:
            made[suite.name] = trial.prepare(suite)
        return made[suite.name]

    return prepare


@pytest.fixture
def bare(prepared: Callable[[Suite], Environment]) -> Environment:
    return prepared(SUITES[0])


@pytest.mark.parametrize("suite", ALONE, ids=lambda suite: suite.name)
def test_each_extra_alone_keeps_its_promise(prepared: Callable[[Suite], Environment], suite: Suite) -> None:
    assert try_bare(prepared(suite), suite.extras) > 0


def test_a_promise_that_is_not_kept_is_told(bare: Environment) -> None:
    with pytest.raises(Failure, match="No module named"):
        try_bare(bare, frozenset({"docs"}))


def test_the_command_itself_names_the_extras_where_not_even_help_can_be_shown(bare: Environment) -> None:
    ended = run([bare.program("bigcommerce-contract"), "--help"], cwd=bare.folder, status=3)
    line = "Error: bigcommerce-contract needs click: install bigcommerce-customers[mock,check]\n"
    assert (ended.stdout, ended.stderr) == ("", line)


def test_the_plugins_leave_the_tests_of_others_alone_without_extras(bare: Environment, tmp_path: Path) -> None:
    bare.install("pytest")
    (tmp_path / "test_own.py").write_text("def test_it():\n    pass\n")
    ended = run([bare.program("pytest"), "-W", "error", "--strict-config", "-q"], cwd=tmp_path)
    assert "1 passed" in ended.stdout


@pytest.mark.parametrize(
    ("fixture", "extra"),
    [
        ("bigcommerce_mock", "mock"),
        ("bigcommerce_mock_server", "mock"),
        ("bigcommerce_mock_tls_server", "mock,tls"),
        ("contract_judge", "check"),
        ("contract_check", "check"),
        ("bigcommerce_cassette", "cassettes"),
    ],
)
def test_a_fixture_without_its_extra_names_it_in_a_line(
    bare: Environment, tmp_path: Path, fixture: str, extra: str
) -> None:
    bare.install("pytest")
    (tmp_path / "test_own.py").write_text(ASKS.format(fixture=fixture))
    ended = run([bare.program("pytest"), "-q"], cwd=tmp_path, status=1)
    told = re.findall(rf"^{fixture} needs \w+: install bigcommerce-customers\[{extra}\]$", ended.stdout, re.MULTILINE)
    assert len(told) == 1
    assert "exception" not in ended.stdout
    assert "Traceback" not in ended.stdout
    assert "site-packages" not in ended.stdout


def test_recorded_customers_are_played_as_the_guide_shows(
    prepared: Callable[[Suite], Environment], tmp_path: Path
) -> None:
    environment = prepared(next(suite for suite in SUITES if suite.name == "[cassettes]"))
    # One of the tests is of a project that asks with requests.
    environment.install("requests")
    tests = [block.text for block, _ in shown_tests(ROOT / "docs/recorded-traffic.md")]
    for number, test in enumerate(tests):
        (tmp_path / f"test_{number}.py").write_text(test)
    ended = run([environment.program("pytest"), "-W", "error", "-q"], cwd=tmp_path)
    assert f"{''.join(tests).count('def test_')} passed" in ended.stdout


def test_every_extra_that_stands_alone_has_a_promise_and_a_suite() -> None:
    assert set().union(*(suite.extras for suite in ALONE)) == PROMISES.keys()


def test_the_copy_of_the_tests_holds_nothing_that_they_test(tmp_path: Path) -> None:
    copy = copy_tests(tmp_path / "copy")
    modules = {path.relative_to(copy) for path in copy.rglob("*.py")}
    assert Path("tests/sdk/test_models.py") in modules
    assert {path.parts[0] for path in modules} == {"spec", "tests"}


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_what_a_suite_names_exists(suite: Suite) -> None:
    left_out = [option.partition("=")[2].partition("::")[0] for option in suite.left_out if "=tests/" in option]
    assert [name for name in (*suite.tests, *left_out) if not (ROOT / name).exists()] == []
