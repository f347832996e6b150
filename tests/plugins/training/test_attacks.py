"""What never breaks, attacked with plain SQL as the application's role."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from dapur.testing.companies import Actor
from tests.plugins.training.schools import new_course, new_learner, new_quiz


@contextmanager
def as_application(actor: Actor) -> Iterator[psycopg.Connection]:
    """A connection of the application's role in this company; nothing of it stays."""
    with psycopg.connect(actor.house.url) as connection:
        connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        yield connection
        connection.rollback()


def refused(connection: psycopg.Connection, sql: str, *values: Any) -> str:
    """What the database says to it."""
    with pytest.raises(psycopg.Error) as caught, connection.transaction():
        connection.execute(sql.encode(), values)
    return str(caught.value)


async def test_no_seat_is_taken_beyond_the_capacity(actor: Actor) -> None:
    course = await new_course(actor, "K-1", kind="session")
    session = await actor.perform("training.plan_session", course=course, capacity=1, days=[{"day": "2030-03-04"}])
    first, second = await new_learner(actor, "A"), await new_learner(actor, "B")
    await first.actor.perform("training.book_seat", session=session.id)
    seat = "insert into training.booking (company_id, session_id, party_id, state, joined_by) values (%s, %s, %s, %s, %s) returning id"

    with as_application(actor) as connection:
        facts = (actor.scope.company, session.id, second.party)
        assert "All seats are taken" in refused(connection, seat, *facts, "booked", 1)
        row = connection.execute(seat.encode(), (*facts, "waiting", 1)).fetchone()
        assert row is not None
        assert "All seats are taken" in refused(connection, "update training.booking set state = 'booked' where id = %s", row[0])
        assert "booking_once" in refused(connection, seat, *facts, "waiting", 1)


async def test_a_person_sits_in_one_session_at_a_time(actor: Actor) -> None:
    course = await new_course(actor, "K-1", kind="session")
    days = [{"day": "2030-03-04"}]
    sessions = [(await actor.perform("training.plan_session", course=course, capacity=9, days=days)).id for _n in range(2)]
    rina = await new_learner(actor)
    await rina.actor.perform("training.book_seat", session=sessions[0])

    with as_application(actor) as connection:
        seat = (
            "insert into training.booking (company_id, session_id, party_id, state, joined_by) values (%s, %s, %s, 'booked', 1)"
        )
        assert "booking_clash" in refused(connection, seat, actor.scope.company, sessions[1], rina.party)


async def test_nobody_passes_by_rounding_or_by_hand(actor: Actor) -> None:
    rina = await new_learner(actor)
    course = await new_course(actor, "K-1", quiz=await new_quiz(actor, "KUIS", 3, pass_percent="70", max_attempts=1))
    await rina.actor.perform("training.enrol_myself", course=course)
    attempt = (await rina.actor.perform("training.start_attempt", course=course)).id
    close = "update training.attempt set closed_at = now(), numerator = %s, denominator = 1, passed = %s where id = %s"

    with as_application(actor) as connection:
        assert "attempt_passed_exactly" in refused(connection, close, 2, True, attempt), "2 of 3 is 66.67 percent"
        assert "attempt_closed_with_score" in refused(
            connection, "update training.attempt set passed = true where id = %s", attempt
        )
        connection.execute(close.encode(), (2, False, attempt))
        assert "This attempt is closed" in refused(connection, close, 3, True, attempt)
        answer = "update training.attempt_question set chosen = '{a}' where attempt_id = %s"
        assert "This attempt is closed" in refused(connection, answer, attempt)
        again = (
            "insert into training.attempt (company_id, party_id, quiz_id, pass_percent, out_of) select company_id, party_id, quiz_id,"
            " 0, 1 from training.attempt where id = %s"
        )
        assert "No attempts are left" in refused(connection, again, attempt)


async def test_no_certificate_without_a_completion_and_no_completion_without_its_ground(actor: Actor) -> None:
    rina = await new_learner(actor)
    course = await new_course(actor, "K-1", lessons=1)
    noted = await new_course(actor, "K-2", kind="external")
    raw = {"party": rina.party, "course": noted, "on_day": "2026-03-02", "proof": "Lembaga"}
    made = await actor.perform("training.note_completion", raw)
    complete = (
        "insert into training.completion (company_id, party_id, course_id, version_id, on_day, how, noted_by)"
        " select company_id, %s, course_id, id, current_date, 'lessons', 1 from training.course_version where course_id = %s"
    )
    issue = (
        "insert into training.certificate (company_id, number, party_id, course_id, completion_id, holder, title_id, title_en,"
        " issued_on, code) select company_id, 'X', party_id, %s, %s::text::bigint, holder, 'x', 'x', issued_on, repeat('x', 32)"
        " from training.certificate where id = %s"
    )

    with as_application(actor) as connection:
        assert "not completed yet" in refused(connection, complete, rina.party, course)
        own = str(connection.execute("select completion_id from training.certificate").fetchone()[0])  # type: ignore[index]
        assert "certificate_once" in refused(connection, issue, noted, own, made.id)
        proven = (
            complete.replace("'lessons', 1", "'elsewhere', 1")
            .replace("noted_by)", "noted_by, note)")
            .replace(", 1 from", ", 1, 'x' from")
        )
        row = connection.execute((proven + " returning id").encode(), (rina.party, noted)).fetchone()
        assert row is not None
        assert "certificate_completion_fkey" in refused(connection, issue, course, str(row[0]), made.id), "of another course"
        for change in (
            "update training.certificate set valid_through = null",
            "delete from training.certificate",
            "delete from training.completion",
        ):
            assert "permission denied" in refused(connection, change)
        for change in (
            "update training.skill_proof set level = 5",
            "delete from training.revocation",
            "delete from training.attempt",
        ):
            assert "permission denied" in refused(connection, change)


async def test_what_is_published_stays(actor: Actor) -> None:
    await new_course(actor, "K-1", lessons=1, quiz=await new_quiz(actor, "KUIS"))

    with as_application(actor) as connection:
        for change in (
            "update training.lesson set body_id = 'lain'",
            "delete from training.lesson",
            "update training.course_version set validity_months = 99",
            "update training.quiz set pass_percent = 0",
            "delete from training.quiz_part",
        ):
            assert "What is published stays as it is" in refused(connection, change), change
        assert "permission denied" in refused(connection, "update training.question set body_id = 'lain'")
