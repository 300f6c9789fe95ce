"""Documents go in, passages come out; knows nothing of ``copilot``."""

import os

# onnxruntime's Linux wheels (1.32) send usage events to their maker and keep a device id in the home folder for it. It
# must be told before the library is loaded, from wherever.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
