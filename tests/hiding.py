"""Programs that run as if a module were not installed."""

import subprocess
import sys

_HIDING = """
import sys
class Hide:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Hide())
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)


def run_without(module: str, program: str) -> subprocess.CompletedProcess[str]:
    return run(_HIDING.format(module=module) + program)
