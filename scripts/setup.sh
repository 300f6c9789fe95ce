#!/usr/bin/env bash
# Make the environment: setup.sh PYTHON VENV LOCKFILE
# torch comes first and apart: a CPU build where there is no GPU, so that no gigabytes of CUDA packages are pulled.
set -euo pipefail
python=$1 venv=$2 lock=$3

"$python" - <<'PY' || { echo "Agent Copilot needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 1; }
import sys
sys.exit(sys.version_info < (3, 11))
PY
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
# What is never imported, most of torch, need not be compiled; the rest is when it is first used.
pip=("$venv/bin/python" -m pip --disable-pip-version-check install --quiet --no-compile)

torch=2.13.0
if ! "$venv/bin/python" -c "import importlib.metadata as m, sys; sys.exit(not m.version('torch').startswith('$torch'))" 2>/dev/null; then
  where=()
  # A machine with its own package source (find-links or an index of its own) knows best.
  if [ -z "${PIP_FIND_LINKS:-}${PIP_INDEX_URL:-}" ] && [ "$(uname -s)" = Linux ] && ! command -v nvidia-smi >/dev/null; then
    where=(--index-url https://download.pytorch.org/whl/cpu)
  fi
  echo "installing torch $torch (${where[1]:-default source})"
  "${pip[@]}" ${where[@]+"${where[@]}"} "torch==$torch"
fi
echo "installing the packages of $lock"
"${pip[@]}" --require-hashes --no-deps -r "$lock"
# Editable without build isolation: nothing is fetched for it.
"${pip[@]}" --no-deps --no-build-isolation --editable .
