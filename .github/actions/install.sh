#!/usr/bin/env bash
# Installs the commands of this checkout, once a job, into an environment of their own: every package by its hash.
# Reads PYTHON and RUNNER_TEMP.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
environment="$RUNNER_TEMP/bigcommerce-contract"

if [ ! -x "$environment/bin/bigcommerce-contract" ]; then
    "$PYTHON" -m venv --clear "$environment"
    pip=("$environment/bin/python" -m pip install --quiet --disable-pip-version-check)
    "${pip[@]}" --require-hashes --requirement "$root/.github/actions/requirements.lock"
    "${pip[@]}" --no-deps --no-build-isolation "$root"
fi
