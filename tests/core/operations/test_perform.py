"""The one way to a write: what it promises at every door."""

import asyncio

import pytest

from dapur.contract import Conflict, Forbidden, Invalid, NotFound, Refused
from dapur.testing.companies import Actor


async def test_a_repeated_key_returns_the_first_answer_and_writes_once(actor: Actor) -> None:
    first = await actor.outcome("core.save_role", title="Kasir", permissions=["core.export"], key="k-1")
    again = await actor.outcome("core.save_role", title="Kasir", permissions=["core.export"], key="k-1")

    assert again.replayed and again.result == first.result
    roles = await actor.page("core.roles")
    assert [r["name"] for r in roles.dicts()].count("Kasir") == 1


async def test_a_key_with_other_input_is_a_conflict(actor: Actor) -> None:
    await actor.perform("core.save_role", title="Kasir", permissions=[], key="k-1")

    with pytest.raises(Conflict) as caught:
        await actor.perform("core.save_role", title="Gudang", permissions=[], key="k-1")

    assert caught.value.code == "KEY_REUSED"


async def test_eight_at_once_with_one_key_are_one_effect(actor: Actor) -> None:
    outcomes = await asyncio.gather(
        *(actor.outcome("core.save_role", title="Serentak", permissions=[], key="same") for _ in range(8))
    )

    assert len({o.result for o in outcomes}) == 1
    assert sum(not o.replayed for o in outcomes) == 1


async def test_a_dry_run_leaves_nothing(actor: Actor) -> None:
    outcome = await actor.outcome("core.save_role", title="Tidak jadi", permissions=[], dry_run=True)

    assert outcome.dry_run
    assert "Tidak jadi" not in [r["name"] for r in (await actor.page("core.roles")).dicts()]


async def test_all_wrong_fields_are_told_at_once(actor: Actor) -> None:
    with pytest.raises(Invalid) as caught:
        await actor.perform("core.invite_person", email="tanpa alamat", name="", roles=[])

    assert {p.field for p in caught.value.problems} == {"email", "name", "roles"}


async def test_an_unknown_field_is_refused(actor: Actor) -> None:
    with pytest.raises(Invalid):
        await actor.perform("core.save_role", title="A", permissions=[], company_id=7)


async def test_without_the_permission_nothing_happens_and_the_attempt_is_recorded(actor: Actor) -> None:
    with pytest.raises(Forbidden):
        await actor.without("core.people.manage").perform("core.save_role", title="Diam-diam", permissions=[])

    log = (await actor.page("core.audit")).dicts()
    assert ("R", "core.save_role", "FORBIDDEN") in [(r["action"], r["subject"], r["row_key"]) for r in log]


async def test_nobody_gives_a_right_that_they_lack(actor: Actor) -> None:
    poor = actor.without("core.audit.read")

    with pytest.raises(Refused) as caught:
        await poor.perform("core.save_role", title="Lebih kuat", permissions=["core.audit.read"])

    assert caught.value.code == "BEYOND_OWN_RIGHTS"


async def test_a_violated_unique_key_is_told_at_its_field(actor: Actor) -> None:
    await actor.perform("core.save_role", title="Ganda", permissions=[])

    with pytest.raises(Refused) as caught:
        await actor.perform("core.save_role", title="Ganda", permissions=[])

    assert (caught.value.code, caught.value.problems[0].field) == ("ROLE_EXISTS", "title")


async def test_every_change_is_in_the_audit_log_with_before_and_after(actor: Actor) -> None:
    saved = await actor.perform("core.save_role", title="Lama", permissions=[])
    await actor.perform("core.save_role", id=saved.id, title="Baru", permissions=[], version=saved.version)

    reader = await actor.reader()
    rows = await reader.rows(
        "select action, before, after, actor_id from core.audit_log where company_id = %s and subject = 'core.role'"
        " and row_key = %s order by id",
        actor.scope.company,
        str(saved.id),
    )
    assert [(a, b, f) for a, b, f, _ in rows][1] == (b"U".decode(), {"title": "Lama"}, {"title": "Baru"})
    assert {who for *_, who in rows} == {actor.scope.user}


async def test_an_older_version_is_a_conflict(actor: Actor) -> None:
    saved = await actor.perform("core.save_role", title="Versi", permissions=[])
    await actor.perform("core.save_role", id=saved.id, title="Versi 2", permissions=[], version=saved.version)

    with pytest.raises(Conflict) as caught:
        await actor.perform("core.save_role", id=saved.id, title="Versi 3", permissions=[], version=saved.version)

    assert caught.value.code == "VERSION_CHANGED"


async def test_another_companys_role_does_not_exist(actor: Actor, other: Actor) -> None:
    theirs = await other.perform("core.save_role", title="Milik lain", permissions=[])

    with pytest.raises(NotFound):
        await actor.perform("core.delete_role", id=theirs.id)
