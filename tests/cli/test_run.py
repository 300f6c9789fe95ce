"""Serving, the demo, questions from the command line, and the check."""

import json
import shutil
import signal
import socket
from pathlib import Path

import httpx2
import pytest

from copilot.cli.check import check
from copilot.cli.show import request_of
from copilot.errors import UserError
from copilot.settings import Settings, load_settings
from tests import llm_stub as stub
from tests.cli.conftest import REPO, Shell

SAMPLE = REPO / "copilot" / "sample"


def test_a_second_service_on_the_folder_is_refused_in_words(shell: Shell) -> None:
    with shell.running() as first:
        ran = shell.run("serve")
        assert ran.code == 2
        assert f"is in use by process {first.process.pid}" in ran.err
        assert ran.err.count("\n") == 1
        assert httpx2.get(f"{first.url}/health/ready").json()["status"] == "ok"


def test_a_port_in_use_is_refused_in_words(shell: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = shell.run("serve", COPILOT_PORT=str(port))
    assert (ran.code, ran.err) == (
        2,
        f"copilot: port {port} on 127.0.0.1 is in use; stop what uses it, or set COPILOT_PORT\n",
    )


def test_a_file_that_can_not_be_written_is_one_line_and_exit_code_1(shell: Shell) -> None:
    log = Path(shell.env["COPILOT_DATA_DIR"]) / "valkey" / "valkey.log"
    log.mkdir(parents=True)  # in the way
    for words in (("serve",), ("keys", "create", "--tenant", "acme", "--role", "agent")):
        ran = shell.run(*words)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.splitlines()[-1] == f"copilot: {log}: Is a directory"
        assert "Traceback" not in ran.err


def test_ctrl_c_leaves_no_process_and_no_socket(shell: Shell) -> None:
    data = Path(shell.env["COPILOT_DATA_DIR"])
    key = shell.run("keys", "create", "--tenant", "acme", "--role", "admin").out.strip()
    auth = {"Authorization": f"Bearer {key}"}
    with shell.running() as service, httpx2.Client(base_url=service.url, headers=auth, timeout=30) as http:
        assert (data / "owner.sock").stat().st_mode & 0o777 == 0o600
        said = {"channel": "chat", "messages": [{"author": "customer", "text": "Hello?"}]}
        assert http.put("/v1/conversations/c", json={"conversation": said}).status_code == 200
        with http.stream("GET", "/v1/conversations/c/events") as watched:
            assert "event: open" in next(watched.iter_text())  # a stream that would never end by itself
            service.process.send_signal(signal.SIGINT)
            assert service.process.wait(60) == 0
    assert not (data / "owner.sock").exists()
    assert not (data / "valkey" / "valkey.sock").exists()
    assert not (data / "valkey" / "valkey.pid").exists()


@pytest.mark.slow
def test_the_demo_loads_once_keeps_its_key_and_its_data(shell: Shell) -> None:
    del shell.env["COPILOT_DATA_DIR"]
    with shell.running("demo", until="Ctrl-C") as first:
        key = next(line for line in first.lines if line.startswith("cpk_"))
        auth = {"Authorization": f"Bearer {key}"}
        assert f"{first.url}/#key={key}" in "\n".join(first.lines)
        me = httpx2.get(f"{first.url}/v1/me", headers=auth).json()
        assert (me["tenant"], me["role"], me["brand"]) == ("pellworth", "agent", "Pellworth")
        assert me["knowledge"]["articles"] >= 60
        assert me["knowledge"]["resolutions"] >= 300
        heads = httpx2.get(f"{first.url}/v1/conversations", headers=auth).json()["conversations"]
        assert len(heads) >= 15
        said = {"author": "agent", "text": "I'm on it."}
        thread = f"/v1/conversations/{heads[0]['id']}"
        assert httpx2.post(f"{first.url}{thread}/messages", headers=auth, json=said).status_code == 201
    note = shell.cwd / ".demo" / "demo-key"
    assert note.stat().st_mode & 0o777 == 0o600
    written = (shell.cwd / ".demo" / "demo.json").stat().st_mtime_ns

    with shell.running("demo", until="Ctrl-C") as second:
        assert key in second.lines
        messages = httpx2.get(f"{second.url}{thread}", headers=auth).json()["conversation"]["messages"]
        assert messages[-1]["text"] == "I'm on it."
    assert (shell.cwd / ".demo" / "demo.json").stat().st_mtime_ns == written


def test_assist_shows_replies_with_their_sources_or_json(shell: Shell, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "articles" / "en", tmp_path / "en")
    assert shell.run("ingest", str(tmp_path / "en"), "--tenant", "acme").code == 0
    shell.run("keys", "create", "--tenant", "acme", "--role", "agent")
    file = tmp_path / "conversation.json"
    file.write_text(
        json.dumps({"channel": "chat", "messages": [{"author": "customer", "text": "How do I return my grinder?"}]})
    )

    shown = shell.fresh("assist", str(file))
    answer = json.loads(shell.run("assist", str(file), "--json").out)

    assert shown.code == 0
    assert answer["mode"] == "no_llm"
    reply = answer["replies"][0]
    assert reply["citations"]
    assert "Reply 1 (extractive" in shown.out
    assert f"[1] article {reply['citations'][0]['source_id']}" in shown.out
    assert "\x1b" not in shown.out


def test_assist_names_what_is_wrong_with_the_file(shell: Shell, tmp_path: Path) -> None:
    for content, says in [
        (b"{", "line 1: not JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[]", "expected a JSON object"),
        (b'{"metadata": {"a": NaN}}', "not JSON"),
        (b'{"metadata": {"a": "\\ud800"}}', "not JSON"),
        (b'{"metadata": {"a": ' + b"1" * 5000 + b"}}", "not JSON"),
        (b'{"channel": "pigeon", "messages": [{"author": "customer", "text": "x"}]}', "conversation.channel"),
        (b'{"channel": "chat", "messages": []}', "conversation.messages"),
    ]:
        (tmp_path / "c.json").write_bytes(content)
        ran = shell.run("assist", str(tmp_path / "c.json"))
        assert (ran.code, ran.out) == (2, "")
        assert says in ran.err
        assert ran.err.count("\n") == 1


def test_a_query_that_is_not_utf_8_is_refused(shell: Shell) -> None:
    ran = shell.fresh("search", "caf\udce9")
    assert (ran.code, ran.out) == (2, "")
    assert "argument query: not UTF-8 text" in ran.err


def test_a_sample_conversation_becomes_a_request() -> None:
    file = next(iter(sorted((SAMPLE / "conversations").glob("*.json"))))
    stored = json.loads(file.read_text())

    body = request_of(stored, file.name)

    assert body == {"conversation": stored["conversation"], "customer": {"id": stored["customer_id"]}}
    with pytest.raises(UserError, match=r"c: conversation\.colour"):
        request_of({"conversation": stored["conversation"] | {"colour": "red"}}, "c")


def test_check_says_what_answers_and_what_is_missing(shell: Shell) -> None:
    good = shell.fresh("check")
    assert good.code == 0
    for part in ("data folder", "disk", "state", "index", "embeddings", "model", "port"):
        assert part in good.out
    assert not Path(shell.env["COPILOT_DATA_DIR"]).exists()

    (shell.cwd / "file").write_text("no folder")
    nowhere = shell.run("check", COPILOT_DATA_DIR=str(shell.cwd / "file" / "data"))
    assert nowhere.code == 1
    assert "can't be made in" in " ".join(nowhere.out.replace("│", " ").split())

    bad = shell.run(
        "check",
        COPILOT_REDIS_URL="redis://127.0.0.1:1",
        COPILOT_QDRANT_URL="http://127.0.0.1:1",
        COPILOT_LLM_URL="http://127.0.0.1:1/v1",
        COPILOT_LLM_MODEL="none",
    )
    assert bad.code == 1
    assert bad.out.count(" missing ") == 3
    assert "masked before the model" in " ".join(bad.out.replace("│", " ").split())
    model = {"COPILOT_LLM_URL": "http://127.0.0.1:1/v1", "COPILOT_LLM_MODEL": "none"}
    assert "off: the model reads names" in shell.run("check", **model, COPILOT_LLM_MASKING="off").out
    assert "COPILOT_LLM_MASKING" in shell.run("check", **model, COPILOT_LLM_MASKING="perhaps").err
    assert "Traceback" not in bad.err


def test_nothing_is_sent_about_the_models_use(shell: Shell, tmp_path: Path) -> None:
    ran = shell.fresh("check", "--warm", HOME=str(tmp_path / "home"))
    assert ran.code == 0
    assert ran.out.startswith("all-MiniLM-L6-v2, 384 dimensions")
    assert not list(tmp_path.glob("home/**/Microsoft*"))


async def test_check_asks_each_model(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    async with stub.LlmStub(stub.answer("yes")) as model:
        update = {"llm_url": model.url, "llm_model": "big", "llm_fallback_url": "http://127.0.0.1:1/v1"}
        code = await check(settings.model_copy(update=update | {"llm_fallback_model": "small"}))
    assert code == 1
    told = capsys.readouterr().out
    assert "big at" in told
    assert "small at" in told
    assert told.count("missing") == 1
    assert "COPILOT_LLM_FALLBACK" in told


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"COPILOT_LLM_FALLBACK_URL": "http://b/v1"}, "COPILOT_LLM_FALLBACK_MODEL"),
        ({"COPILOT_LLM_FALLBACK_URL": "http://b/v1", "COPILOT_LLM_FALLBACK_MODEL": "b"}, "COPILOT_LLM_URL is not"),
    ],
)
def test_half_a_fallback_stops_the_start(names: dict[str, str], said: str) -> None:
    with pytest.raises(UserError, match=said):
        load_settings(names)
