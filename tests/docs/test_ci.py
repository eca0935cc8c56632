"""Every example of the page on CI, carried out as far as a machine without GitHub and GitLab can."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.actions.runner import Ended, Runner, evaluate, fill
from tests.check.recorded.story import story
from tests.check.recorded.writing import write_cassette
from tests.docs.blocks import blocks
from tests.docs.checkout import ADDRESS, snapshot
from tests.project.checkout import ROOT

from bigcommerce_contract.mock.settings import Settings
from bigcommerce_contract.mock.testing import Mock, mock_server

PAGE = ROOT / "docs/ci.md"
BLOCKS = blocks(PAGE)
YAML = [(block, yaml.safe_load(block.text)) for block in BLOCKS if block.language == "yaml"]
WORKFLOWS = [(block.text, content["jobs"]) for block, content in YAML if "jobs" in content]
(HOOKS,) = [block.text for block, content in YAML if "repos" in content]
PIPELINES = [(block.text, content) for block, content in YAML if not {"jobs", "repos"} & set(content)]
(SHELL,) = [block.text for block in BLOCKS if block.language == "sh"]
BIN = Path(sys.executable).parent
MY_TESTS = f"""#!{sys.executable}
import os, sys, httpx2
url, token = sys.argv[1:] or (os.environ["BIGCOMMERCE_BASE_URL"], os.environ["BIGCOMMERCE_ACCESS_TOKEN"])
print("counted", httpx2.get(url + "/customers/count", headers={{"X-Auth-Token": token}}).json()["count"])
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Give the address of this project, and the commit to take."""
    return snapshot(tmp_path_factory.mktemp("repository"))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of programs like that of a container with Python, whose pip is uv where uv finds the packages."""
    folder = tmp_path_factory.mktemp("container")
    subprocess.run([BIN / "uv", "venv", "--quiet", "--python", sys.executable, folder], check=True)
    pip = folder / "bin/pip"
    slow = f'{sys.executable} -m pip --python {folder} --quiet "$@"'
    pip.write_text(f'#!/bin/sh\n{BIN / "uv"} pip --quiet "$@" --python {folder} || {slow}\n')
    pip.chmod(0o755)
    return folder / "bin"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project with tests and cassettes."""
    folder = tmp_path / "project"
    (folder / "tests/cassettes").mkdir(parents=True)
    write_cassette(folder / "tests/cassettes/story.yaml", *story())
    (folder / "run-my-tests").write_text(MY_TESTS)
    (folder / "run-my-tests").chmod(0o755)
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    return folder


@pytest.fixture
def server() -> Iterator[Mock]:
    with mock_server(Settings(port=0, any_store=True)) as fresh:
        yield fresh()


@pytest.fixture
def port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def put(text: str, repository: tuple[str, str]) -> str:
    """Put the address and the commit into an example."""
    address, commit = repository
    return text.replace(ADDRESS, address).replace("COMMIT", commit)


def run(script: str, environment: Path, folder: Path, **variables: str) -> tuple[int, str]:
    """Run a script as GitLab's runner does, and end what it left in the background."""
    path = f"{environment}{os.pathsep}{os.environ['PATH']}"
    whole = f"set -eo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n{script}"
    everything = {**os.environ, "PATH": path, "XDG_STATE_HOME": str(folder / ".state"), **variables}
    printed = folder / "printed"
    with printed.open("w") as output:
        command = ["bash", "-c", whole]
        ended = subprocess.run(
            command, cwd=folder, env=everything, stdout=output, stderr=output, timeout=300, check=False
        )
    return ended.returncode, printed.read_text()


@pytest.mark.parametrize("text", [text for text, _ in WORKFLOWS], ids=["check", "mock"])
def test_a_workflow_is_one_and_no_linter_finds_anything(text: str, tmp_path: Path) -> None:
    file = tmp_path / ".github/workflows/example.yml"
    file.parent.mkdir(parents=True)
    file.write_text(
        text.replace("OWNER/REPOSITORY", "owner/repository").replace("COMMIT", "0123456789abcdef" * 2 + "01234567")
    )
    assert lint("check-jsonschema", "--builtin-schema", "vendor.github-workflows", str(file)) == ""
    assert lint("zizmor", "--offline", "--quiet", str(tmp_path)) == ""


def lint(tool: str, *arguments: str) -> str:
    """Give what a linter complains of."""
    ended = subprocess.run([str(BIN / tool), *arguments], capture_output=True, text=True, check=False)
    return "" if ended.returncode == 0 else ended.stdout + ended.stderr


def step_of(job: dict[str, Any], identity: str) -> dict[str, Any]:
    (found,) = [step for step in job["steps"] if step.get("id") == identity]
    return dict(found)


def runner(folder: Path) -> Runner:
    (folder / "temp").mkdir()
    (folder / "temp/bigcommerce-contract").symlink_to(sys.prefix)
    return Runner(folder / "temp", folder)


def test_the_workflow_that_checks_a_server_uploads_what_the_action_wrote(server: Mock, tmp_path: Path) -> None:
    ((_, jobs),) = [(text, jobs) for text, jobs in WORKFLOWS if "contract" in jobs]
    step = step_of(jobs["contract"], "contract")
    assert step["uses"] == "OWNER/REPOSITORY/.github/actions/contract-check@COMMIT"
    own = {
        "url": server.base_url,
        "token": server.access_token,
        "options": step["with"]["options"] + "--rule count.shape",
    }
    ended: Ended = runner(tmp_path).use("contract-check", {**step["with"], **own})
    assert (ended.status, ended.outputs["passed"]) == (0, "1"), ended.log
    known = {"steps": {"contract": {"outputs": ended.outputs}}}
    sarif, reports = jobs["contract"]["steps"][-2:]
    assert (tmp_path / fill(sarif["with"]["sarif_file"], known)).is_file()
    assert (tmp_path / reports["with"]["path"] / "contract.html").is_file()
    for later in (sarif, reports):
        assert evaluate(later["if"].replace("always()", "true"), known)


def test_the_workflow_that_tests_a_client_finds_the_mock(project: Path) -> None:
    ((_, jobs),) = [(text, jobs) for text, jobs in WORKFLOWS if "tests" in jobs]
    ended = runner(project).use("mock", step_of(jobs["tests"], "mock")["with"])
    known = {"steps": {"mock": {"outputs": ended.outputs}}}
    tests = jobs["tests"]["steps"][-1]
    try:
        variables = {name: fill(value, known) for name, value in tests["env"].items()}
        assert run(tests["run"], BIN, project, **variables) == (0, "counted 100\n")
    finally:
        os.kill(int(ended.outputs["pid"]), 15)


@pytest.mark.parametrize("text", [text for text, _ in PIPELINES], ids=[next(iter(each)) for _, each in PIPELINES])
def test_a_pipeline_is_one_in_ten_lines(text: str, tmp_path: Path) -> None:
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(text)
    assert len(text.splitlines()) <= 10
    assert lint("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(file)) == ""


def pipeline(name: str, repository: tuple[str, str]) -> tuple[dict[str, Any], str]:
    (job,) = [content[name] for _, content in PIPELINES if name in content]
    return job, put("\n".join(job["script"]), repository)


def test_the_pipeline_that_checks_a_server_leaves_the_reports_that_it_names(
    server: Mock, repository: tuple[str, str], environment: Path, project: Path
) -> None:
    job, script = pipeline("contract", repository)
    variables = {"SERVER_URL": f"{server.base_url}", "BIGCOMMERCE_ACCESS_TOKEN": server.access_token}
    status, printed = run(f"{script} --rule count.shape", environment, project, **variables)
    assert status == 0, printed
    artifacts = job["artifacts"]
    written = [project / name for name in (*artifacts["paths"], artifacts["reports"]["junit"])]
    assert [file for file in written if not file.is_file()] == []
    status, printed = run(
        f"{script} --rule count.shape", environment, project, **{**variables, "SERVER_URL": "http://127.0.0.1:1"}
    )
    assert status == 3


def test_the_pipeline_that_starts_the_mock_runs_the_tests_against_it(
    repository: tuple[str, str], environment: Path, project: Path, port: int
) -> None:
    _, script = pipeline("tests", repository)
    own = script.replace("8080", str(port)).replace(" mock ", f" mock --port {port} ", 1)
    status, printed = run(own, environment, project)
    assert (status, printed.splitlines()[-1:]) == (0, ["counted 100"]), printed
    (project / "mock.log").unlink()  # a CI begins without one; that of the first run would say that the mock listens
    status, printed = run(own.replace("--seed-customers 100", "--seed-customers many"), environment, project)
    assert status != 0
    assert "'many' is not a valid integer" in printed


def test_the_lines_for_any_other_ci_check_the_mock_and_the_cassettes(
    repository: tuple[str, str], environment: Path, project: Path, port: int
) -> None:
    script = put(SHELL, repository).replace("8080", str(port)).replace(" mock >", f" mock --port {port} >")
    own = script.replace("--mode disposable", "--mode disposable --rule count.shape")
    status, printed = run(own, environment, project)
    assert status == 0, printed
    assert 'failures="0"' in (project / "contract.xml").read_text()
    assert 'failures="0"' in (project / "cassettes.xml").read_text()


def test_the_hook_judges_the_cassettes_of_a_commit(repository: tuple[str, str], project: Path, tmp_path: Path) -> None:
    (project / ".pre-commit-config.yaml").write_text(put(HOOKS, repository))
    status, printed = commit(project, tmp_path)
    assert status == 0, printed
    assert re.search(r"^judge recorded traffic of BigCommerce customers\.+Passed$", printed, flags=re.MULTILINE)
    write_cassette(project / "tests/cassettes/secret.yaml", *story(), mask="q8w7e6r5t4y3u2")
    (project / "tests/cassettes/story.yaml").write_text("interactions: []\nversion: 1\n")
    status, printed = commit(project, tmp_path)
    assert status == 1
    assert "Failed" in printed
    assert "failed recording.secrets (must)" in printed
    assert "q8w7e6r5t4y3u2" not in printed


def commit(project: Path, home: Path) -> tuple[int, str]:
    """Run the hooks over what would be committed."""
    subprocess.run(["git", "add", "--all"], cwd=project, check=True)
    command = [str(BIN / "pre-commit"), "run"]
    variables = {**os.environ, "PRE_COMMIT_HOME": str(home / "hooks")}
    ended = subprocess.run(
        command, cwd=project, env=variables, capture_output=True, text=True, timeout=300, check=False
    )
    return ended.returncode, ended.stdout + ended.stderr


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)#]+)", PAGE.read_text())
    assert len(links) > 5
    assert [link for link in links if not (PAGE.parent / link).is_file()] == []
