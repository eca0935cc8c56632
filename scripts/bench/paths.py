"""Where things stand."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
DOCUMENT = ROOT / "generated" / "openapi.yaml"
CHECK = ROOT / "src" / "bigcommerce_contract" / "check"
BIN = Path(sys.executable).parent

BUILD = ROOT / "build" / "bench"
"""What a run leaves behind that nobody commits: environments of peers, stores, the JSON of the last run."""
