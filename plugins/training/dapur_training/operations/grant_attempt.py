"""One more attempt for somebody, with its reason."""

from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_training.operations.refusals import PERSON_UNKNOWN, QUIZ_UNKNOWN


class GrantAttempt(Form):
    """Who may try which quiz once more, and why."""

    party: Annotated[int, Shown(_("Person"), reference="base.persons")]
    quiz: Annotated[int, Shown(_("Quiz"), reference="training.quizzes")]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500), Shown(_("Reason"), width="wide")]


class AttemptGranted(Result):
    """The grant."""

    id: int


@operation(
    "training.grant_attempt",
    title=_("Grant another attempt"),
    permission="training.proof.manage",
    audit_verb=_("granted another attempt"),
    conflicts={"attempt_grant_party_fkey": ("party", *PERSON_UNKNOWN), "attempt_grant_quiz_fkey": ("quiz", *QUIZ_UNKNOWN)},
)
async def grant_attempt(work: Work, form: GrantAttempt) -> AttemptGranted:
    """Allow one more attempt than the quiz says, for example after a power cut."""
    made = await work.value(
        "insert into training.attempt_grant (company_id, party_id, quiz_id, reason, granted_by) values (%s, %s, %s, %s, %s)"
        " returning id",
        *(work.scope.company, form.party, form.quiz, form.reason, work.actor),
    )
    return AttemptGranted(id=made)
