"""Which tests are run with which extras, and which of them need more than the extras bring."""

from dataclasses import dataclass

TOOLS = ("hypothesis", "pytest", "pytest-xdist")
"""What every suite is run with."""


@dataclass(frozen=True)
class Suite:
    """The tests of one set of extras.

    Attributes:
        extras: The extras that are installed.
        tests: The files and folders that are run, from the root of the checkout.
        tools: What these tests themselves need besides `TOOLS`.
        left_out: Arguments of pytest that leave out tests which need what is not installed.
    """

    extras: frozenset[str]
    tests: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The extras, as they are written behind the name of the package."""
        return f"[{','.join(sorted(self.extras))}]"


_GENERATOR = ("--ignore=tests/sdk/test_generator.py", "--ignore=tests/sdk/test_generator_refusals.py")
"""They test a script of the checkout."""
_READ_THE_DOCUMENT = tuple(f"--ignore=tests/sdk/test_{name}.py" for name in ("errors", "models", "requests"))
"""They read the document, for which the client has no library; they run with the extra `mock`."""

SUITES = (
    Suite(
        frozenset(),
        ("tests/sdk",),
        # For tests/sdk/test_typing.py, which needs py.typed to be found where it was installed.
        ("mypy",),
        (*_GENERATOR, *_READ_THE_DOCUMENT, "--ignore=tests/sdk/test_mock_server.py"),
    ),
    Suite(
        frozenset({"mock"}),
        ("tests/mock", "tests/sdk"),
        ("openapi-spec-validator",),
        # The extras `tls` and `postgres` are not installed, nor is mypy; the witness of the flow is the judge.
        (
            *_GENERATOR,
            *(f"--ignore=tests/sdk/test_{name}.py" for name in ("typing", "mock_server")),
            "--ignore=tests/mock/test_tls.py",
            # What an interpreter itself holds differs: 66 MiB in all on 3.11, 74 on 3.14.
            "--deselect=tests/mock/test_command.py::test_it_holds_less_than_70_mebibytes_once_it_serves",
            "-k=not postgres",
        ),
    ),
    Suite(
        frozenset({"check"}),
        (
            "tests/check/judge",
            "tests/check/recorded",
            "tests/check/test_gate.py",
            "tests/check/test_reports.py",
            "tests/check/test_bad_input.py",
            "tests/check/test_bad_target.py",
            "tests/check/test_rules_command.py",
            "tests/plugin",
            "tests/spec",
            "tests/api/test_loading.py",
        ),
        (),
        (
            "--ignore=tests/check/recorded/test_formats.py",
            "--ignore=tests/check/recorded/test_no_false_alarm.py",
            # The extra `cassettes` is not installed.
            "--ignore=tests/plugin/test_bigcommerce_cassette.py",
        ),
    ),
    Suite(
        frozenset({"check", "mock"}),
        (
            "tests/check/test_command.py",
            "tests/check/test_library.py",
            "tests/check/test_cleanup.py",
            "tests/check/test_rule_option.py",
            "tests/check/recorded",
            "tests/api",
            "tests/sdk/test_mock_server.py",
        ),
        # The clients and the recorder whose traffic is judged.
        ("httpx", "requests", "pytest-recording"),
        # It tests a script of the checkout.
        ("--deselect=tests/check/test_command.py::test_the_script_checks_a_mock_of_its_own",),
    ),
    Suite(frozenset({"docs"})),
    Suite(frozenset({"cassettes"}), ("tests/plugin/test_bigcommerce_cassette.py",)),
)
