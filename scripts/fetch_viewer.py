"""Write generated/scalar/ from the npm package that package.json pins: Scalar, which draws the documentation page.

The package is taken alone, without the hundreds of megabytes that it asks for: its standalone file needs none of them.
``--check`` writes nothing and fails if the committed file is another one. Exit status: 0 done, 1 not as pinned.
"""

import base64
import gzip
import hashlib
import json
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VIEWER = ROOT / "generated/scalar/standalone.js.gz"
STANDALONE = "package/dist/browser/standalone.js"


def main() -> None:
    """Write the file, or with --check compare it."""
    pins = json.loads((ROOT / "package.json").read_text())["config"]
    source = _standalone(_tarball(pins["viewer"], pins["viewerIntegrity"]))
    if "--check" not in sys.argv:
        VIEWER.parent.mkdir(parents=True, exist_ok=True)
        VIEWER.write_bytes(gzip.compress(source, compresslevel=9, mtime=0))
    elif gzip.decompress(VIEWER.read_bytes()) != source:
        sys.exit(f"{VIEWER.relative_to(ROOT)} is not the file of {pins['viewer']}: run make generate")


def _tarball(package: str, integrity: str) -> Path:
    """Give the tarball of the package, downloaded unless it is there already."""
    folder = ROOT / "build/viewer"
    tarball = folder / (package.removeprefix("@").replace("/", "-").replace("@", "-") + ".tgz")
    if not tarball.is_file() or _integrity(tarball) != integrity:
        folder.mkdir(parents=True, exist_ok=True)
        npm = [str(Path(sys.executable).with_name("npm")), "pack", package, "--loglevel=error"]
        subprocess.run([*npm, "--pack-destination", str(folder)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - npm of this environment
    if _integrity(tarball) != integrity:
        sys.exit(f"{package} is not what package.json pins: its integrity is {_integrity(tarball)}")
    return tarball


def _integrity(tarball: Path) -> str:
    digest = hashlib.sha512(tarball.read_bytes()).digest()
    return f"sha512-{base64.b64encode(digest).decode()}"


def _standalone(tarball: Path) -> bytes:
    with tarfile.open(tarball) as package:
        member = package.extractfile(STANDALONE)
        if member is None:
            sys.exit(f"{tarball.name} holds no {STANDALONE}")
        return member.read()


if __name__ == "__main__":
    main()
