"""Every change is in the log with before and after, refused attempts too; seals find what is done to it."""

import asyncio
from datetime import date
from typing import Any

import psycopg
import pytest

from dapur.audit.seals import Findings, Head, read_heads, seal_all, seal_company, verify_all, verify_company
from dapur.contract import Forbidden, Invalid, Refused
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_company, new_member


async def log_of(actor: Actor, subject: str) -> list[tuple[Any, ...]]:
    reader = await actor.reader()
    return await reader.rows(
        "select action::text, operation, actor_id, before, after from core.audit_log"
        " where company_id = %s and subject = %s order by id",
        actor.scope.company,
        subject,
    )


async def test_a_changed_role_of_a_person_is_told_with_before_and_after(actor: Actor) -> None:
    member = await new_member(actor, "clerk")
    await actor.perform("core.disable_person", user=member.scope.user)

    changes = [row for row in await log_of(actor, "core.membership") if row[0] == "U"]

    assert changes == [("U", "core.disable_person", actor.scope.user, {"is_active": True}, {"is_active": False})]


async def test_a_changed_setting_is_told_with_before_and_after(actor: Actor) -> None:
    for rows in (25, 100):
        await actor.perform("core.change_setting", name="core.rows_per_page", value=rows)

    log = await log_of(actor, "core.setting")

    assert [(action, before, after) for action, _o, _who, before, after in log] == [
        ("I", None, {"name": "core.rows_per_page", "value": 25, "version": 1}),
        ("U", {"value": 25}, {"value": 100}),
    ]


async def test_every_kind_of_refusal_is_recorded_with_who_tried_what(actor: Actor) -> None:
    poor = actor.without("core.settings.change")
    for who, raw, kind in (
        (poor, {"name": "core.rows_per_page", "value": 25}, Forbidden),
        (actor, {"name": "core.rows_per_page", "value": "x"}, Invalid),
        (actor, {"name": "core.nothing", "value": 1}, Refused),
    ):
        with pytest.raises(kind):
            await who.perform("core.change_setting", raw)

    log = await log_of(actor, "core.change_setting")
    assert [(action, who, after["problems"][0]["code"]) for action, _o, who, _b, after in log] == [
        ("R", actor.scope.user, "FORBIDDEN"),
        ("R", actor.scope.user, "NOT_A_NUMBER"),
        ("R", actor.scope.user, "SETTING_UNKNOWN"),
    ]


async def test_a_dry_run_leaves_no_record(actor: Actor) -> None:
    await actor.perform("core.change_setting", name="core.rows_per_page", value=25, dry_run=True)

    assert await log_of(actor, "core.setting") == []


async def test_another_companys_log_is_not_seen(actor: Actor, other: Actor) -> None:
    await other.perform("core.save_role", title="Rahasia perusahaan lain", permissions=[])

    rows = (await actor.page("core.audit", Wish(limit=200))).dicts()

    assert rows
    assert "Rahasia perusahaan lain" not in str(rows)


async def test_a_day_is_a_day_on_the_companys_clock(actor: Actor, owner_url: str) -> None:
    """23:30 UTC on the 1st is the morning of the 2nd in Jakarta."""
    with psycopg.connect(owner_url) as owner:
        owner.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        owner.execute(
            "insert into core.audit_log (company_id, at, action, subject) values (%s, '2020-03-01 23:30+00', 'I', 'core.test')",
            (actor.scope.company,),
        )

    async def on(day: date) -> list[str]:
        found = await actor.page("core.audit", Wish(filters={"day": (day, day)}))
        return [row["subject"] for row in found.dicts()]

    assert await on(date(2020, 3, 1)) == []
    assert await on(date(2020, 3, 2)) == ["core.test"]


# -- attacks -------------------------------------------------------------------------------------


async def seal_all_of_it(actor: Actor) -> None:
    """Seal until nothing is left.

    A record is sealed once no transaction on the whole server is older, and other tests run beside this one.
    """
    async with asyncio.timeout(60):
        while True:
            await seal_company(actor.house, actor.scope.company)
            findings = Findings()
            await verify_company(actor.house, actor.scope.company, "", findings)
            if not findings.unsealed:
                return
            await asyncio.sleep(0.02)


async def sealed(actor: Actor) -> Head:
    """A company with a log of some length, sealed in two batches; its head."""
    for title in ("Satu", "Dua", "Tiga"):
        await actor.perform("core.save_role", title=title, permissions=[])
    await seal_all_of_it(actor)
    await actor.perform("core.save_role", title="Empat", permissions=[])
    await seal_all_of_it(actor)
    code = await actor.code()
    return next(head for head in await seal_all(actor.house) if head.code == code)


async def found(actor: Actor, *heads: Head) -> list[str]:
    code = await actor.code()
    return [p for p in (await verify_all(actor.house, heads)).problems if p.startswith(f"{code}:")]


def attack(owner_url: str, company: int, *statements: str) -> None:
    """As the owner, with the triggers out of the way: the strongest attacker there is."""
    with psycopg.connect(owner_url) as owner:
        owner.execute("select set_config('dapur.company', %s, true)", (str(company),))
        tables = ("audit_log", "audit_order", "audit_seal")
        for table in tables:
            owner.execute(f"alter table core.{table} disable trigger user".encode())
        for statement in statements:
            owner.execute(statement.encode(), {"company": company})
        for table in tables:
            owner.execute(f"alter table core.{table} enable trigger user".encode())


LAST = "(select max(position) from core.audit_order where company_id = %(company)s)"


async def test_an_untouched_log_holds(actor: Actor) -> None:
    head = await sealed(actor)

    assert await found(actor, head) == []
    findings = Findings()
    await verify_company(actor.house, actor.scope.company, head.code, findings)
    assert findings.seals >= 2
    assert (findings.unsealed, findings.problems) == (0, [])


@pytest.mark.parametrize(
    "statements",
    [
        (
            "update core.audit_log set after = '{\"title\": \"Palsu\"}' where company_id = %(company)s and after ->> 'title' = 'Dua'",
        ),
        ("update core.audit_log set actor_id = 1 where company_id = %(company)s and after ->> 'title' = 'Dua'",),
        ("delete from core.audit_log where company_id = %(company)s and after ->> 'title' = 'Dua'",),
        (f"delete from core.audit_order where company_id = %(company)s and position = {LAST} - 2",),
        ("update core.audit_seal set content_hash = sha256('x') where company_id = %(company)s and first_position = 1",),
        ("delete from core.audit_seal where company_id = %(company)s and first_position = 1",),
        ("delete from core.audit_log where company_id = %(company)s and after ->> 'title' = 'Empat'",),
    ],
    ids=["edited", "another_actor", "deleted", "order_deleted", "seal_edited", "first_seal_deleted", "last_record_deleted"],
)
async def test_verify_finds_what_an_owner_did(actor: Actor, owner_url: str, statements: tuple[str, ...]) -> None:
    await sealed(actor)

    attack(owner_url, actor.scope.company, *statements)

    assert await found(actor)


async def test_a_tail_that_was_cut_cleanly_is_found_with_the_head_kept_elsewhere(actor: Actor, owner_url: str) -> None:
    head = await sealed(actor)
    cut = "(select max(first_position) from core.audit_seal where company_id = %(company)s)"

    attack(
        owner_url,
        actor.scope.company,
        f"delete from core.audit_log l using core.audit_order o where l.company_id = %(company)s and o.company_id = l.company_id"
        f" and o.audit_id = l.id and o.position >= {cut}",
        f"delete from core.audit_order where company_id = %(company)s and position >= {cut}",
        f"delete from core.audit_seal where company_id = %(company)s and first_position = {cut}",
    )

    assert await found(actor) == [], "the shorter chain is whole in itself"
    assert "was cut" in (await found(actor, head))[0]


async def test_a_company_that_vanished_is_found_with_its_head(actor: Actor) -> None:
    findings = await verify_all(actor.house, [Head("pt-lenyap", 12, "ab")])

    assert "pt-lenyap: the company is gone" in findings.problems


def test_heads_are_read_as_they_were_printed() -> None:
    heads = [Head("pt-a", 12, "ab12"), Head("pt-b", 0, "-")]

    assert read_heads("\n".join(map(str, heads)) + "\n") == heads
    with pytest.raises(Refused):
        read_heads("pt-a zwölf ab12")


@pytest.mark.parametrize(
    "statement",
    [
        "update core.audit_log set operation = 'x' where company_id = %(company)s",
        "delete from core.audit_log where company_id = %(company)s",
        "truncate core.audit_log",
        "insert into core.audit_log (company_id, action, subject) values (%(company)s, 'I', 'x')",
        "update core.audit_order set audit_id = 1 where company_id = %(company)s",
        "delete from core.audit_seal where company_id = %(company)s",
        "select core.write_audit(%(company)s, 'I', 'x', array['1'], array[null::jsonb], array[null::jsonb])",
        "update core.operator_log set action = 'x'",
    ],
)
async def test_the_application_itself_can_neither_write_nor_change_the_log(actor: Actor, app_url: str, statement: str) -> None:
    with psycopg.connect(app_url) as connection:
        connection.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(statement.encode(), {"company": actor.scope.company})

    assert caught.value.sqlstate in ("42501", "DP010")


async def test_sealing_again_changes_nothing_that_was_sealed(actor: Actor) -> None:
    boss = await new_company(actor.house)
    head = await sealed(boss)

    assert await seal_company(boss.house, boss.scope.company) == 0
    assert head in await seal_all(boss.house)
