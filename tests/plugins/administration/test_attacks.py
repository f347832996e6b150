"""What must never happen to letters, bookings, documents and proofs, tried with plain SQL as the application's role."""

import psycopg
import pytest

from dapur.testing.companies import Actor
from tests.plugins.administration.conftest import Office


async def refused(actor: Actor, sql: str, said: str, *values: object) -> None:
    """The statement fails with these words."""
    async with actor.house.pools.write() as connection, connection.transaction(force_rollback=True):
        await connection.execute(b"select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        with pytest.raises(psycopg.Error, match=said):
            await connection.execute(sql.encode(), values)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("update administration.letter set number = '999/X' where id = %s", "permission denied"),
        ("update administration.letter set state = 'draft' where id = %s", "permission denied"),
        ("update administration.letter set subject = 'Lain', version = version + 1 where id = %s", "stays as it is"),
        ("delete from administration.letter where id = %s", "stays as it is"),
        ("update core.number_counter set last = 0 where series = 'administration.letter' and %s > 0", "permission denied"),
    ],
)
async def test_an_issued_letter_and_its_number_stay(office: Office, sql: str, said: str) -> None:
    await refused(office.actor, sql, said, await office.issued())


async def test_nobody_gives_a_letter_a_number_of_their_own(office: Office) -> None:
    columns = "company_id, kind_id, unit_id, recipient, subject, number, state"
    sql = f"insert into administration.letter ({columns}) values (%s, %s, %s, 'x', 'x', '1', 'issued')"

    await refused(office.actor, sql, "permission denied", office.actor.scope.company, office.kind, office.unit)


async def test_two_confirmed_bookings_never_hold_the_same_moment(office: Office) -> None:
    booking = await office.book("09:00", "10:00")
    sql = (
        "insert into administration.booking (company_id, room_id, title, holder_id, starts, ends, held, state) select company_id,"
        " room_id, 'lain', holder_id, starts, ends, held, 'confirmed' from administration.booking where id = %s"
    )

    await refused(office.actor, sql, "booking_conflict", booking)


async def test_a_booking_cannot_hold_less_than_its_time(office: Office) -> None:
    booking = await office.book("09:00", "10:00")
    sql = "update administration.booking set held = tstzrange(starts, starts + interval '1 minute') where id = %s"

    await refused(office.actor, sql, "booking_holds_its_time", booking)


async def test_a_document_is_not_destroyed_before_its_time_or_without_a_list(office: Office) -> None:
    actor = office.actor
    kept = await actor.perform(
        "administration.save_retention_class",
        code="V",
        name_id="V",
        name_en="V",
        active_years=1,
        inactive_years=1,
        outcome="destroy",
    )
    new, old = [
        (await actor.perform("administration.file_document", title="Bukti", class_id=kept.id, document_date=day)).id
        for day in ("2026-01-02", "2001-01-02")
    ]
    listed = await actor.perform("administration.make_disposal_list", documents=[{"document_id": old}])
    sql = "update administration.document set destroyed_on = %s, destroyed_by = created_by, disposal_list_id = %s where id = %s"

    await refused(actor, sql, "must still be kept", "2026-06-01", listed.id, new)
    await refused(actor, sql, "must approve the list", "2026-06-01", listed.id, old)
    await refused(
        actor,
        "update administration.disposal_list set approved_by = made_by, approved_at = now() where id = %s",
        "two_people",
        listed.id,
    )
    await refused(
        actor,
        "update administration.disposal_list set approved_by = made_by + 1, approved_at = now() where id = %s",
        "Only who is signed in",
        listed.id,
    )


async def test_versions_and_proofs_are_never_rewritten(office: Office) -> None:
    actor = office.actor
    kept = await actor.perform("administration.save_retention_class", code="S", name_id="S", name_en="S")
    file = await actor.perform("core.upload_file", name="sop.txt", content=b"satu")
    raw = {"title": "SOP", "class_id": kept.id, "document_date": "2026-01-02", "file": file.id}
    document = (await actor.perform("administration.file_document", raw)).id
    control = await actor.perform(
        "administration.save_control", code="K", name="K", owner_id=actor.scope.user, first_day="2026-01-01"
    )
    await actor.perform("administration.hand_in_evidence", id=control.id)

    await refused(
        actor, "update administration.document_version set sha256 = '' where document_id = %s", "permission denied", document
    )
    await refused(actor, "delete from administration.document_version where document_id = %s", "permission denied", document)
    await refused(
        actor,
        "update administration.evidence set handed_in_on = '2020-01-01' where control_id = %s",
        "permission denied",
        control.id,
    )
    await refused(actor, "delete from administration.control_state where control_id = %s", "permission denied", control.id)
