#!/usr/bin/env bash
# All tests: test.sh PYTEST [words for it]. Their files lie in memory where there is room, since thousands of small
# databases are synced to disk otherwise, and compiled modules are kept, since many tests start processes of ours.
set -eu -o pipefail
unset PYTHONDONTWRITEBYTECODE
room_kb=4000000
if [ -z "${PYTEST_DEBUG_TEMPROOT:-}" ] && [ -w /dev/shm ] \
  && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt "$room_kb" ]; then
  PYTEST_DEBUG_TEMPROOT=$(mktemp -d /dev/shm/copilot-tests.XXXXXX)
  export PYTEST_DEBUG_TEMPROOT
  trap 'rm -rf "$PYTEST_DEBUG_TEMPROOT"' EXIT
fi
"$@" -n 2 --dist worksteal
