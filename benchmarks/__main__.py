"""``python -m benchmarks``: run all of them, one after the other."""

import runpy
import sys
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    print(f"\n== {path.stem}", flush=True)
    sys.argv = [path.stem]
    runpy.run_module(f"benchmarks.{path.stem}", run_name="__main__")
