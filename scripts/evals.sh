#!/usr/bin/env bash
# Every suite into a folder of its own: evals.sh PYTHON OUT [DATA]. With the folder of the public data also its sets; one
# whose data or adapter is absent is named and left out. Exit code 1 where a threshold of the sample company fails.
set -eu -o pipefail
python=$1 out=$2 data=${3:-}
seed=${SEED:-7}

"$python" -m evals run sample --out "$out/sample" --seed "$seed"
if [ -n "$data" ]; then
  for set in stackfaq dstc11 dstc11-spoken clinc150 banking77 tweetsumm star tau_bench bipia presidio; do
    code=0
    "$python" -m evals run "$set" --data "$data" --out "$out/$set" --seed "$seed" || code=$?
    if [ "$code" -eq 2 ]; then
      echo "left out: $set" >&2
    elif [ "$code" -ne 0 ]; then
      exit "$code"
    fi
  done
fi
"$python" -m evals gate "$out/sample" --suite sample
