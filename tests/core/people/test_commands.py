"""`dapur user` and `dapur audit` as an operator runs them: one sentence, and an exit code that scripts can trust."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from dapur.audit.seals import Head, seal_company
from dapur.cli.main import main
from dapur.house import House
from dapur.people.scopes import person_of
from dapur.people.sign_in import sign_in
from dapur.testing.companies import Actor, new_user
from dapur.testing.databases import TestDatabase
from dapur.testing.waiting import settled
from tests.core.people.sessions import signed_in, until

PASSWORD = "kalimat panjang dari operator"


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    error: str


Command = Callable[..., Awaitable[Answer]]


@pytest.fixture
def dapur(database: TestDatabase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command line on this database, in a thread: a command runs an event loop of its own."""
    monkeypatch.setenv("DATABASE_URL", database.app_url)
    monkeypatch.setenv("DATABASE_OWNER_URL", database.owner_url)

    async def run(*arguments: str, password: str = PASSWORD) -> Answer:
        monkeypatch.setenv("DAPUR_PASSWORD", password)
        capsys.readouterr()
        code = await asyncio.to_thread(main, arguments)
        return Answer(code, *capsys.readouterr())

    return run


async def test_an_added_person_signs_in_and_is_never_overwritten(house: House, dapur: Command) -> None:
    added = await dapur("user", "add", "operator@example.id", "--name", "Operator", "--operator")
    again = await dapur("user", "add", "Operator@example.id", password="kata sandi milik penyerang")

    opened = await sign_in(house, "operator@example.id", PASSWORD, address="203.0.113.77", agent="")
    assert (added.code, again.code) == (0, 1)
    assert f"is user {opened.user} already" in again.error
    assert "Traceback" not in again.error


async def test_what_is_wrong_is_said_in_one_sentence(dapur: Command) -> None:
    for arguments, password, code in (
        (("add", "bukan-surel"), PASSWORD, "NOT_ALLOWED"),
        (("add", "lemah@example.id"), "pendek", "PASSWORD_TOO_SHORT"),
        (("disable", "tidak-ada@example.id"), PASSWORD, "NOT_FOUND"),
    ):
        answer = await dapur("user", *arguments, password=password)
        assert answer.code == 1
        assert code in answer.error
        assert answer.error.count("\n") == 1


async def test_disabling_everywhere_and_a_new_password_end_the_sessions(house: House, dapur: Command) -> None:
    for command in ("disable", "password"):
        _user, email = await new_user(house)
        token = await signed_in(house, email, address="203.0.113.78")
        assert await person_of(house, token)

        assert (await dapur("user", command, email)).code == 0

        async def ended(token: str = token) -> bool:
            return await person_of(house, token) is None

        await until(ended)


async def test_verify_fails_loudly_for_an_edit_and_for_a_cut_tail(
    actor: Actor, dapur: Command, tmp_path: Path, owner_url: str
) -> None:
    await actor.perform("core.save_role", title="Satu", permissions=[])
    await settled(actor.house)
    await seal_company(actor.house, actor.scope.company)
    code = await actor.code()
    heads = tmp_path / "heads"
    heads.write_text(str(Head(code, 99_999, "ab")))

    cut = await dapur("audit", "verify", "--heads", str(heads))
    unreadable = await dapur("audit", "verify", "--heads", str(tmp_path / "nowhere"))
    with psycopg.connect(owner_url) as owner:
        owner.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        owner.execute("alter table core.audit_log disable trigger user")
        owner.execute("update core.audit_log set door = 'job' where company_id = %s", (actor.scope.company,))
        owner.execute("alter table core.audit_log enable trigger user")
    edited = await dapur("audit", "verify")

    assert (cut.code, unreadable.code, edited.code) == (1, 1, 1)
    assert f"{code}: the log was cut" in cut.error
    assert "cannot be read" in unreadable.error and "Traceback" not in unreadable.error
    assert f"{code}: records 1 to" in edited.error
