"""What was learnt elsewhere or on the job, noted with its proof; and certificates that count no more."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_training.events import CertificateRevoked
from dapur_training.operations.complete import Ground, complete
from dapur_training.operations.enrol import published_version
from dapur_training.operations.learner import check_person
from dapur_training.operations.refusals import NOT_YET

Note = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class NoteCompletion(Form):
    """Who completed which course, when, and by what that is proven."""

    party: Annotated[int, Shown(_("Person"), reference="base.persons")]
    course: Annotated[int, Shown(_("Course"), reference="training.courses")]
    on_day: Annotated[date, Shown(_("Completed on"))]
    proof: Annotated[Note, Shown(_("Proof"), hint=_("Who certified it, number and date; or who looked on"), width="wide")]


class CertificateIssued(Result):
    """The certificate. gap_days: days since the one before on which none counted."""

    id: int
    number: str
    valid_through: date | None
    gap_days: int


class RevokeCertificate(Form):
    """Which certificate counts no more, from when, and why."""

    id: Annotated[int, Shown(_("Certificate"), kind="hidden")]
    on_day: Annotated[date, Shown(_("From"))]
    reason: Annotated[Note, Shown(_("Reason"), width="wide")]


class CertificateEnded(Result):
    """The certificate."""

    id: int


@operation(
    "training.note_completion",
    title=_("Note a completion"),
    permission="training.proof.manage",
    audit_verb=_("noted a completion"),
)
async def note_completion(work: Work, form: NoteCompletion) -> CertificateIssued:
    """Note what somebody completed elsewhere or on the job, with its proof. It is certified like any other completion."""
    await check_person(work, form.party)
    if form.on_day > work.today:
        raise Refused(*NOT_YET, field="on_day")
    version = await published_version(work, form.course)
    made = await complete(work, form.party, form.course, version, form.on_day, Ground("elsewhere", note=form.proof))
    row = await work.row(
        "select t.id, t.number, t.valid_through, greatest(0, coalesce(t.issued_on - o.valid_through - 1, 0)) as gap_days"
        " from training.certificate t left join training.certificate o on o.company_id = t.company_id and o.id = t.renews_id"
        " where t.company_id = %s and t.id = %s",
        *(work.scope.company, made),
    )
    assert row is not None
    return CertificateIssued(**row)


@operation(
    "training.revoke_certificate",
    title=_("Revoke certificate"),
    permission="training.proof.manage",
    audit_verb=_("revoked the certificate"),
    danger=True,
    conflicts={"revocation_pkey": ("id", "TRAINING_REVOKED", _("This certificate was revoked already."))},
)
async def revoke_certificate(work: Work, form: RevokeCertificate) -> CertificateEnded:
    """A certificate counts no more. It stays to be read, and its check page says that it was revoked."""
    row = await work.row(
        "select party_id, course_id, issued_on from training.certificate where company_id = %s and id = %s",
        *(work.scope.company, form.id),
    )
    if row is None:
        raise NotFound(field="id")
    if form.on_day < row["issued_on"]:
        raise Refused(
            "TRAINING_BEFORE_ISSUE", _("The certificate was issued after this day. Choose a later one."), field="on_day"
        )
    await work.run(
        "insert into training.revocation (company_id, certificate_id, on_day, reason, revoked_by) values (%s, %s, %s, %s, %s)",
        *(work.scope.company, form.id, form.on_day, form.reason, work.actor),
    )
    work.emit(CertificateRevoked(form.id, row["party_id"], row["course_id"]))
    return CertificateEnded(id=form.id)
