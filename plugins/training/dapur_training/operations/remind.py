"""Reminders before a certificate ends: to the person and to their manager, once for each day that is set."""

from collections.abc import Sequence

from dapur.contract import Form, Result, Text, _, operation
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur_base.organisation import assignments_on, users_of_parties
from dapur_training.coverage import PersonStanding, standings_on
from dapur_training.settings import REMINDER_DAYS, reminder_days

ENDS = _("The certificate {course} ends in {days} days. Renew it in time.")
TEAM_ENDS = _("The certificate {course} of {person} ends in {days} days.")


class Remind(Form):
    """Nothing to say."""


class Reminded(Result):
    """Parties who were reminded today."""

    people: list[int]


@operation(
    "training.remind", title=_("Remind of certificates that end"), permission="training.duty.manage", audit_verb=_("reminded")
)
async def remind(work: Work, form: Remind) -> Reminded:
    """Remind everybody whose certificate for a duty ends in as many days as are set, and their managers."""
    days = reminder_days(work.setting(REMINDER_DAYS))
    ending = {
        (s.party, s.course): s
        for s in await standings_on(work, work.today, max(days))
        if s.valid_through is not None and (s.valid_through - work.today).days in days
    }
    told = [standing for standing in ending.values() if await _first_time(work, standing)]
    await _tell(work, told)
    return Reminded(people=sorted({standing.party for standing in told}))


async def _first_time(work: Work, standing: PersonStanding) -> bool:
    """Whether nobody was told of this certificate on this day before."""
    assert standing.valid_through is not None
    made = await work.value(
        "insert into training.reminder (company_id, certificate_id, days_left) select company_id, id, %s from training.certificate"
        " where company_id = %s and party_id = %s and course_id = %s and valid_through = %s order by id desc limit 1"
        " on conflict do nothing returning days_left",
        *(
            (standing.valid_through - work.today).days,
            work.scope.company,
            standing.party,
            standing.course,
            standing.valid_through,
        ),
    )
    return made is not None


async def _tell(work: Work, told: Sequence[PersonStanding]) -> None:
    assignments = await assignments_on(work, work.today, [s.party for s in told])
    managers = {a.party: a.manager for a in assignments if a.kind == "primary" and a.manager is not None}
    users = await users_of_parties(work, [*(s.party for s in told), *managers.values()])
    for standing in told:
        assert standing.valid_through is not None
        facts = {"course": standing.course_code, "person": standing.name, "days": (standing.valid_through - work.today).days}
        await _one(work, users.get(standing.party), ENDS.fill(**facts), "training/my")
        await _one(work, users.get(managers.get(standing.party, 0)), TEAM_ENDS.fill(**facts), "training/team")


async def _one(work: Work, user: int | None, sentence: Text, address: str) -> None:
    if user is not None:
        await tell(work, [user], "training.ends", sentence, address)
