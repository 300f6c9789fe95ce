#!/usr/bin/env bash
# All tests: test.sh PYTEST [words for it]. Their files lie in memory where there is room, since thousands of small
# databases are synced to disk otherwise, and compiled modules are kept, since many tests start processes of ours.
set -eu -o pipefail
unset PYTHONDONTWRITEBYTECODE
room_kb=4000000
where=()
if [ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt "$room_kb" ]; then
  folder=$(mktemp -d /dev/shm/ct.XXXX) # a short name: the path of a socket has 107 characters at most
  trap 'rm -rf "$folder"' EXIT
  where=("--basetemp=$folder/t")
fi
"$@" -n 2 --dist worksteal ${where[@]+"${where[@]}"} # so written for the bash of macOS, to which an empty list is unset
