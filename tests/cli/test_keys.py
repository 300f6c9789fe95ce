"""Keys can be made, listed and revoked while the service runs and while it does not."""

import re

import httpx2

from tests.cli.conftest import Shell

KEY = re.compile(r"cpk_[0-9A-Za-z]{43}\n")


def status(url: str, key: str) -> int:
    return httpx2.get(f"{url}/v1/me", headers={"Authorization": f"Bearer {key}"}).status_code


def test_a_key_made_before_the_service_runs_works_until_it_is_revoked(shell: Shell) -> None:
    made = shell.fresh("keys", "create", "--tenant", "acme", "--role", "agent", "--label", "Ann's desk")
    assert made.code == 0
    assert made.err == ""
    assert KEY.fullmatch(made.out)
    key = made.out.strip()

    with shell.running() as service:
        assert status(service.url, key) == 200
        listed = shell.run("keys", "list").out
        key_id, tenant, role, _, state, label = listed.rstrip("\n").split("\t")
        assert (tenant, role, state, label) == ("acme", "agent", "active", "Ann's desk")
        assert key not in listed

        assert shell.run("keys", "revoke", key_id).code == 0

        assert status(service.url, key) == 401
    assert "\trevoked\t" in shell.run("keys", "list").out


def test_a_key_made_while_the_service_runs_works_at_once(shell: Shell) -> None:
    with shell.running() as service:
        made = shell.run("keys", "create", "--tenant", "acme", "--role", "admin")
        assert status(service.url, made.out.strip()) == 200


def test_mistakes_are_one_line_and_exit_code_2(shell: Shell) -> None:
    assert shell.run("keys", "create", "--tenant", "acme", "--role", "boss").code == 2
    for words, says in [
        (("keys", "list"), "is no data folder yet"),
        (("keys", "create", "--tenant", "Acme Ltd", "--role", "agent"), "no tenant name"),
        (("keys", "revoke", "key_0"), "there is no key 'key_0'"),
    ]:
        ran = shell.run(*words)
        assert (ran.code, ran.out) == (2, "")
        assert says in ran.err
        assert ran.err.startswith("copilot: ")
        assert ran.err.count("\n") == 1


def test_a_label_is_one_line_of_text(shell: Shell) -> None:
    for label in ("a\tb", "a\nb", "\x1b[31m", "caf\udce9"):
        ran = shell.run("keys", "create", "--tenant", "acme", "--role", "agent", "--label", label)
        assert (ran.code, ran.out) == (2, "")
        assert "argument --label: " in ran.err


def test_a_misspelt_setting_stops_every_command_and_names_the_right_one(shell: Shell) -> None:
    for words in (("serve",), ("keys", "list"), ("check",)):
        ran = shell.run(*words, COPILOT_REDIS_ULR="redis://x")
        assert (ran.code, ran.err) == (
            2,
            "copilot: unknown setting COPILOT_REDIS_ULR; did you mean COPILOT_REDIS_URL?\n",
        )


def test_an_address_that_is_none_stops_the_start(shell: Shell) -> None:
    for name in ("COPILOT_QDRANT_URL", "COPILOT_EMBEDDINGS_URL", "COPILOT_LLM_URL"):
        for value in ("qdrant:6333", "http://[bad", "http://", "http://x:99999"):
            ran = shell.run("check", **{name: value})
            assert (ran.code, ran.out) == (2, "")
            assert ran.err == f"copilot: setting {name}: not a web address (http://host:port)\n"


def test_a_redis_that_is_gone_is_one_line_and_exit_code_1(shell: Shell) -> None:
    ran = shell.run("keys", "list", COPILOT_REDIS_URL="redis://127.0.0.1:1")
    assert ran.code == 1
    assert ran.err.startswith("copilot: Redis can't be reached")
    assert ran.err.count("\n") == 1
