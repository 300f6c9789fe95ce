"""``copilot train`` as an operator runs it."""

from tests.cli.conftest import Shell


def test_thin_data_is_refused_in_one_line(shell: Shell) -> None:
    shell.run("keys", "create", "--tenant", "acme", "--role", "admin")
    ran = shell.fresh("train", "--tenant", "acme")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "the catalogue of actions is empty" in ran.err


def test_a_tenant_that_is_not_there(shell: Shell) -> None:
    shell.run("keys", "create", "--tenant", "acme", "--role", "admin")
    ran = shell.run("train", "--tenant", "globex")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "there is no tenant 'globex'" in ran.err
