#!/usr/bin/env bash
# Starts the mock server in the background and waits until it accepts requests.
# Reads RUNNER_TEMP, PORT and OPTIONS, writes addresses and credentials to GITHUB_OUTPUT.
set -euo pipefail
# shellcheck source=../options.sh
source "$(dirname "${BASH_SOURCE[0]}")/../options.sh"
patience_s=60

log=$(mktemp "$RUNNER_TEMP/mock-XXXXXX")
mock=("$RUNNER_TEMP/bigcommerce-contract/bin/bigcommerce-contract" mock --port "$PORT" ${given[@]+"${given[@]}"})
nohup "${mock[@]}" >"$log" 2>&1 </dev/null &
server=$!

until read -r first <"$log" && [[ $first == "listening on "* ]]; do
    if ! kill -0 "$server" 2>/dev/null || [ "$SECONDS" -ge "$patience_s" ]; then
        kill "$server" 2>/dev/null || true
        cat "$log"
        echo "::error title=The mock server did not start::The step's log ends with what it said."
        exit 1
    fi
    sleep 0.1
done
cat "$log"

# Gives what stands in the log in the place of the brackets, at its first match.
told() { sed -nE "/^$1\$/{s//\1/p;q;}" "$log"; }
{
    echo "url=${first#listening on }"
    echo "base-url=$(told 'OAuth form +(.+)')"
    echo "basic-url=$(told 'Basic form +(.+)')"
    echo "token=$(told '  X-Auth-Token: (.+)  \(all operations\)')"
    echo "read-only-token=$(told '  X-Auth-Token: (.+)  \(reading only\)')"
    echo "no-scope-token=$(told '  X-Auth-Token: (.+)  \(no scope\)')"
    echo "basic=$(told '  (.+)  \(all operations, store .+\)')"
    echo "authority=$(told 'Authority +(.+)  \(its certificate.*')"
    echo "log=$log"
    echo "pid=$server"
} >>"$GITHUB_OUTPUT"
