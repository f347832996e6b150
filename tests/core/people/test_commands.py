"""`dapur user` and `dapur audit` as an operator runs them: one sentence, and an exit code that scripts can trust."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from dapur.audit.seals import Head, seal_company
from dapur.house import House
from dapur.people.scopes import person_of
from dapur.people.sign_in import sign_in
from dapur.testing.companies import Actor, new_user
from dapur.testing.databases import TestDatabase
from tests.core.people.sessions import signed_in, until

PASSWORD = "kalimat panjang dari operator"


def dapur(database: TestDatabase, *arguments: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    """Run a command on this database."""
    environment = {
        **os.environ,
        "DATABASE_URL": database.app_url,
        "DATABASE_OWNER_URL": database.owner_url,
        "DAPUR_PASSWORD": password,
    }
    command = [sys.executable, "-m", "dapur.cli.main", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


async def test_an_added_person_signs_in_and_is_never_overwritten(house: House, database: TestDatabase) -> None:
    added = dapur(database, "user", "add", "operator@example.id", "--name", "Operator", "--operator")
    again = dapur(database, "user", "add", "Operator@example.id", password="kata sandi milik penyerang")

    opened = await sign_in(house, "operator@example.id", PASSWORD, address="203.0.113.77", agent="")
    assert (added.returncode, again.returncode) == (0, 1)
    assert f"is user {opened.user} already" in again.stderr
    assert "Traceback" not in again.stderr


def test_what_is_wrong_is_said_in_one_sentence(database: TestDatabase) -> None:
    for arguments, password, code in (
        (("add", "bukan-surel"), PASSWORD, "NOT_ALLOWED"),
        (("add", "lemah@example.id"), "pendek", "PASSWORD_TOO_SHORT"),
        (("disable", "tidak-ada@example.id"), PASSWORD, "NOT_FOUND"),
    ):
        answer = dapur(database, "user", *arguments, password=password)
        assert answer.returncode == 1
        assert code in answer.stderr
        assert answer.stderr.count("\n") == 1


async def test_disabling_everywhere_and_a_new_password_end_the_sessions(house: House, database: TestDatabase) -> None:
    for command in ("disable", "password"):
        _user, email = await new_user(house)
        token = await signed_in(house, email, address="203.0.113.78")
        assert await person_of(house, token)

        assert dapur(database, "user", command, email).returncode == 0

        async def ended(token: str = token) -> bool:
            return await person_of(house, token) is None

        await until(ended)


async def test_verify_fails_loudly_for_an_edit_and_for_a_cut_tail(
    actor: Actor, database: TestDatabase, tmp_path: Path, owner_url: str
) -> None:
    await actor.perform("core.save_role", title="Satu", permissions=[])
    await seal_company(actor.house, actor.scope.company)
    code = (await actor.house.company(actor.scope.company)).code
    heads = tmp_path / "heads"
    heads.write_text(str(Head(code, 99_999, "ab")))

    cut = dapur(database, "audit", "verify", "--heads", str(heads))
    unreadable = dapur(database, "audit", "verify", "--heads", str(tmp_path / "nowhere"))
    with psycopg.connect(owner_url) as owner:
        owner.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        owner.execute("alter table core.audit_log disable trigger user")
        owner.execute("update core.audit_log set door = 'job' where company_id = %s", (actor.scope.company,))
        owner.execute("alter table core.audit_log enable trigger user")
    edited = dapur(database, "audit", "verify")

    assert (cut.returncode, unreadable.returncode, edited.returncode) == (1, 1, 1)
    assert f"{code}: the log was cut" in cut.stderr
    assert "cannot be read" in unreadable.stderr and "Traceback" not in unreadable.stderr
    assert f"{code}: records 1 to" in edited.stderr
