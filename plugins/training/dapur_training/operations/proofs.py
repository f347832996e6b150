"""What somebody has proven by a day, and the prerequisites that they still miss."""

from collections.abc import Sequence
from datetime import date

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur_training.rules.prerequisites import Group, Missing, Proof, missing

_GROUPS = (
    "select p.group_number, p.need, array_agg(c.code order by c.code) as courses from training.prerequisite p"
    " join training.course c on c.company_id = p.company_id and c.id = p.course_id"
    " where p.company_id = %s and p.version_id = %s group by 1, 2 order by 1"
)
# The certificate that holds longest; revoked ones never count.
_PROOFS = (
    "select c.code, bool_or(t.valid_through is null) as endless, max(t.valid_through) as valid_through"
    " from training.certificate t join training.course c on c.company_id = t.company_id and c.id = t.course_id"
    " where t.company_id = %s and t.party_id = %s and not exists (select from training.revocation r"
    " where r.company_id = t.company_id and r.certificate_id = t.id) group by 1"
)


async def check_prerequisites(work: Work, party: int, version: int, day: date) -> None:
    """Raise Refused unless all that the course needs is proven on this day (that of the session, or today)."""
    groups = [Group(tuple(row["courses"]), row["need"]) for row in await work.rows(_GROUPS, work.scope.company, version)]
    if not groups:
        return
    proofs = {
        row["code"]: Proof(None if row["endless"] else row["valid_through"])
        for row in await work.rows(_PROOFS, work.scope.company, party)
    }
    lacking = missing(groups, proofs, day)
    if lacking:
        raise _refusal(lacking, day, work)


def _refusal(lacking: Sequence[Missing], day: date, work: Work) -> Refused:
    ended = [one for group in lacking for one in group.expired]
    if len(lacking) == 1 and ended:
        course, last = ended[0]
        return Refused(
            "TRAINING_PREREQUISITE_EXPIRED",
            _("The proof of {course} ends on {last}, before {day}. Renew it first.").fill(course=course, last=last, day=day),
            course=course,
            valid_through=last.isoformat(),
        )
    told = "; ".join(_told(group.group, work.scope.language) for group in lacking)
    facts = [{"courses": list(g.group.courses), "need": g.group.need} for g in lacking]
    return Refused("TRAINING_PREREQUISITE", _("First complete: {courses}.").fill(courses=told), missing=facts)


def _told(group: Group, language: str) -> str:
    if len(group.courses) == 1:
        return group.courses[0]
    word = {"en": " or "}.get(language, " atau ")
    courses = word.join(group.courses)
    return courses if group.need == 1 else f"{group.need} × ({courses})"
