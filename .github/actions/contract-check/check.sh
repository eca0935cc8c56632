#!/usr/bin/env bash
# Checks a server, writes every report below REPORTS, and ends with the check's exit status.
# Reads RUNNER_TEMP, URL, BASIC_URL, MODE, OPTIONS and REPORTS; the credentials reach the check by its own variables.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=../options.sh
source "$here/../options.sh"
environment="$RUNNER_TEMP/bigcommerce-contract/bin"
errors=$(mktemp "$RUNNER_TEMP/contract-check-XXXXXX")

check=("$environment/bigcommerce-contract" check "$URL" --mode "$MODE" ${BASIC_URL:+--basic-url "$BASIC_URL"})
mkdir -p "$REPORTS"
for report in json=json junit=xml markdown=md html=html sarif=sarif; do
    file="$REPORTS/contract.${report#*=}"
    rm -f "$file"
    check+=(--report "${report%=*}=$file")
done

# What the server under test answers is printed, and shall give no commands to the runner.
fence=$("$environment/python" -c 'import uuid; print(uuid.uuid4())')
status=0
echo "::stop-commands::$fence"
"${check[@]}" ${given[@]+"${given[@]}"} 2>"$errors" || status=$?
cat "$errors"
echo "::$fence::"

"$environment/python" "$here/../publish.py" "$REPORTS" "$status" "$errors"
exit "$status"
