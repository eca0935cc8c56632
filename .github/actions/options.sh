# shellcheck shell=bash
# To be sourced. Reads OPTIONS, one option of a command a line, and gives its arguments as the array `given`.
# Bash 3.2 of macOS takes an empty array for an unset one, hence ${given[@]+"${given[@]}"}.
given=()
while read -r name value; do
    if [ -n "$name" ]; then
        given+=("$name" ${value:+"$value"})
    fi
done <<<"$OPTIONS"
