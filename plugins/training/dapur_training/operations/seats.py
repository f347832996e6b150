"""Seats of a session: claimed, given back, and passed on to the waiting list in the same transaction."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_training.absences import days_away, days_of_session
from dapur_training.operations.learner import check_team, myself
from dapur_training.operations.proofs import check_prerequisites
from dapur_training.operations.refusals import SESSION_OVER

CLASH = ("session", "TRAINING_CLASH", _("At that time there is a seat in another session already. Give that one back first."))
Session = Annotated[int, Shown(_("Session"), reference="training.sessions")]


class BookSeat(Form):
    """Which session."""

    session: Session


class BookSeatFor(Form):
    """Who takes part in which session."""

    party: Annotated[int, Shown(_("Person"), reference="base.persons")]
    session: Session


class SeatTaken(Result):
    """The booking. position: the place in the waiting list, None with a seat; away: days of the session on which they are on leave."""

    id: int
    session: int
    state: Literal["booked", "waiting"]
    position: int | None = None
    away: list[date] = []


class SeatGivenBack(Result):
    """The session; promoted: how many moved up."""

    session: int
    promoted: int


@operation(
    "training.book_seat",
    title=_("Book a seat"),
    permission="training.learn",
    audit_verb=_("booked a seat"),
    conflicts={"booking_clash": CLASH},
)
async def book_seat(work: Work, form: BookSeat) -> SeatTaken:
    """Book a seat, or a place in the waiting list when all seats are taken."""
    return await book(work, await myself(work), form.session)


@operation(
    "training.book_seat_for",
    title=_("Book for somebody"),
    permission="training.team",
    audit_verb=_("booked a seat for somebody"),
    conflicts={"booking_clash": CLASH},
)
async def book_seat_for(work: Work, form: BookSeatFor) -> SeatTaken:
    """Book a seat for somebody of one's team."""
    await check_team(work, form.party)
    return await book(work, form.party, form.session)


@operation("training.cancel_seat", title=_("Give the seat back"), permission="training.learn", audit_verb=_("gave the seat back"))
async def cancel_seat(work: Work, form: BookSeat) -> SeatGivenBack:
    """Give one's seat, or place in the line, back; the next in line moves up at once."""
    return await give_back(work, await myself(work), form.session)


@operation(
    "training.cancel_seat_for",
    title=_("Give back for somebody"),
    permission="training.team",
    audit_verb=_("gave a seat back for somebody"),
)
async def cancel_seat_for(work: Work, form: BookSeatFor) -> SeatGivenBack:
    """Give back the seat of somebody of one's team."""
    await check_team(work, form.party)
    return await give_back(work, form.party, form.session)


async def book(work: Work, party: int, session: int) -> SeatTaken:
    """Claim a seat under the session's lock, else join the line. Raises Refused (not planned, full, prerequisites)."""
    company = work.scope.company
    row = await _locked(work, session)
    if row["state"] != "planned" or row["starts_at"] <= work.now:
        raise Refused(*SESSION_OVER, field="session")
    known = await work.row(
        "select id, state from training.booking where company_id = %s and session_id = %s and party_id = %s and state <> 'cancelled'",
        *(company, session, party),
    )
    if known is None:
        first_day = row["starts_at"].astimezone(ZoneInfo(work.company.zone)).date()
        await check_prerequisites(work, party, row["version_id"], first_day)
        state = "booked" if row["booked"] < row["capacity"] and not row["waiting"] else "waiting"
        if state == "waiting" and not row["has_waiting_list"]:
            raise Refused(
                "TRAINING_SESSION_FULL",
                _("All seats are taken, and there is no waiting list. Choose another session."),
                field="session",
            )
        known = await work.row(
            "insert into training.booking (company_id, session_id, party_id, state, during, joined_by)"
            " select s.company_id, s.id, %s, %s, s.during, %s from training.session s where s.company_id = %s and s.id = %s"
            " returning id, state",
            *(party, state, work.actor, company, session),
        )
        assert known is not None
    away = await days_away(work, [party], await days_of_session(work, session))
    return SeatTaken(**known, session=session, position=await _position(work, session, known), away=away.get(party, []))


async def _locked(work: Work, session: int) -> dict[str, Any]:
    """The session under its lock: one change of its seats at a time. Raises NotFound."""
    lock = await work.value(
        "select id from training.session where company_id = %s and id = %s for update", work.scope.company, session
    )
    if lock is None:
        raise NotFound(field="session")
    row = await work.row(
        "select s.state, s.starts_at, s.version_id, s.capacity, s.has_waiting_list, s.promote_until_hours,"
        " count(b.id) filter (where b.state = 'booked') as booked, count(b.id) filter (where b.state = 'waiting') as waiting"
        " from training.session s left join training.booking b on b.company_id = s.company_id and b.session_id = s.id"
        " where s.company_id = %s and s.id = %s group by s.company_id, s.id",
        *(work.scope.company, session),
    )
    assert row is not None
    return row


async def _position(work: Work, session: int, booking: dict[str, Any]) -> int | None:
    if booking["state"] == "booked":
        return None
    found = await work.value(
        "select count(*) from training.booking where company_id = %s and session_id = %s and state = 'waiting' and id <= %s",
        *(work.scope.company, session, booking["id"]),
    )
    return int(found)


async def give_back(work: Work, party: int, session: int) -> SeatGivenBack:
    """Cancel the booking and move the next ones up. Raises Refused where there is none."""
    await _locked(work, session)
    gone = await work.value(
        "update training.booking set state = 'cancelled', cancelled_at = %s where company_id = %s and session_id = %s"
        " and party_id = %s and state <> 'cancelled' returning id",
        *(work.now, work.scope.company, session, party),
    )
    if gone is None:
        raise Refused("TRAINING_NOT_BOOKED", _("There is no seat to give back in this session."), field="session")
    return SeatGivenBack(session=session, promoted=await promote(work, session))


async def promote(work: Work, session: int) -> int:
    """Free seats to the line, first come first served; who sits elsewhere then, or is on leave, is skipped and keeps the place."""
    row = await _locked(work, session)
    free = row["capacity"] - row["booked"]
    until = row["starts_at"] - timedelta(hours=row["promote_until_hours"])
    if free <= 0 or not row["waiting"] or row["state"] != "planned" or work.now >= until:
        return 0
    line = await work.rows(
        "select w.id, w.party_id from training.booking w where w.company_id = %s and w.session_id = %s and w.state = 'waiting'"
        " and not exists (select from training.booking b where b.company_id = w.company_id and b.party_id = w.party_id"
        " and b.state = 'booked' and b.during && w.during) order by w.id",
        *(work.scope.company, session),
    )
    away = await days_away(work, [one["party_id"] for one in line], await days_of_session(work, session))
    moving = [one["id"] for one in line if one["party_id"] not in away][:free]
    await work.run(
        "update training.booking set state = 'booked', promoted_at = %s where company_id = %s and id = any (%s)",
        *(work.now, work.scope.company, moving),
    )
    return len(moving)
