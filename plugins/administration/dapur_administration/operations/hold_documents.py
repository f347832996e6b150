"""Legal holds: what they keep is not destroyed, whatever its date."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.save_office import CODE

REASON = Annotated[str, StringConstraints(min_length=3, max_length=500), Shown(_("Reason"), kind="note")]


class PlaceHold(Form):
    """A case, and what it keeps: one document, or all of a class, a unit, a time. Every field that is given narrows it."""

    code: Annotated[CODE, Shown(_("Case"), kind="code")]
    reason: REASON
    from_day: Annotated[date | None, Shown(_("From"), hint=_("Today when left empty"))] = None
    document_id: Annotated[int | None, Shown(_("Document"), reference="administration.documents")] = None
    class_id: Annotated[int | None, Shown(_("Retention class"), reference="administration.retention_classes")] = None
    unit_id: Annotated[int | None, Shown(_("Unit"), reference="base.organisation_units")] = None
    first_day: Annotated[date | None, Shown(_("Documents dated from"))] = None
    last_day: Annotated[date | None, Shown(_("Documents dated through"))] = None


class HoldSaved(Result):
    """The hold."""

    id: int
    code: str


@operation(
    "administration.place_hold",
    title=_("Place hold"),
    permission="administration.document.dispose",
    audit_verb=_("placed a hold"),
    conflicts={
        "legal_hold_code_key": ("code", "ADMINISTRATION_CODE_TAKEN", _("This code is taken. Choose another.")),
        "legal_hold_days": ("last_day", "ADMINISTRATION_DAYS_TURNED", _("The last day lies before the first. Change one of them.")),
        "legal_hold_company_id_document_id_fkey": (
            "document_id", "ADMINISTRATION_DOCUMENT_UNKNOWN", _("There is no such document. Choose one from the list.")
        ),
        "legal_hold_company_id_class_id_fkey": (
            "class_id", "ADMINISTRATION_CLASS_UNKNOWN", _("There is no such retention class. Choose one from the list.")
        ),
        "legal_hold_company_id_unit_id_fkey": (
            "unit_id", "ADMINISTRATION_UNIT_UNKNOWN", _("There is no such unit. Choose one from the list.")
        ),
    },
)  # fmt: skip
async def place_hold(work: Work, form: PlaceHold) -> HoldSaved:
    """Keep documents for a case. Documents that are filed later and fit are kept as well."""
    scope = (form.document_id, form.class_id, form.unit_id, form.first_day, form.last_day)
    if not any(scope):
        raise Refused(
            "ADMINISTRATION_HOLD_EMPTY", _("Say what is kept: a document, a class, a unit or a time."), field="document_id"
        )
    made = await work.value(
        "insert into administration.legal_hold (company_id, code, reason, from_day, document_id, class_id, unit_id, first_day, last_day)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        form.code,
        form.reason,
        form.from_day or work.today,
        *scope,
    )
    return HoldSaved(id=made, code=form.code)


class ReleaseHold(Form):
    """A hold, and why it ends."""

    id: Annotated[int, Shown(_("Hold"), reference="administration.legal_holds")]
    reason: REASON


@operation(
    "administration.release_hold",
    title=_("Release hold"),
    permission="administration.document.dispose",
    audit_verb=_("released a hold"),
)
async def release_hold(work: Work, form: ReleaseHold) -> HoldSaved:
    """End a hold. From today on its documents follow their retention again."""
    row = await work.row(
        "update administration.legal_hold set released_on = %s, released_by = %s, release_reason = %s, version = version + 1"
        " where company_id = %s and id = %s and released_on is null returning id, code",
        work.today,
        work.actor,
        form.reason,
        work.scope.company,
        form.id,
    )
    if row is None:
        raise NotFound(field="id")
    return HoldSaved(**row)
