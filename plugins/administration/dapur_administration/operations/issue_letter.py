"""A letter goes out: it takes its number in the same transaction. A void letter keeps its number."""

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Refused, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.letter_search import find_letter
from dapur_administration.operations.write_letter import LETTER, LetterSaved
from dapur_administration.rules.letter_numbers import number_open, places
from dapur_administration.rules.places import open_places
from dapur_administration.settings import ORGANISATION_CODE

DRAFT = """
    select l.state, l.letter_date, l.subject, l.body, k.code as kind, k.pattern, k.is_closed, u.code as unit, o.zone
    from administration.letter l
    join administration.letter_kind k on k.company_id = l.company_id and k.id = l.kind_id
    join base.organisation_unit u on u.company_id = l.company_id and u.id = l.unit_id
    left join administration.office o on o.company_id = l.company_id and o.id = l.office_id
    where l.company_id = %s and l.id = %s for update of l
"""


class IssueLetter(Form):
    """A draft, and the date that it is to bear."""

    id: LETTER
    letter_date: Annotated[
        date | None,
        Shown(_("Date of the letter"), hint=_("That of the draft, else today on the office's clock, when left empty")),
    ] = None


@operation(
    "administration.issue_letter",
    title=_("Issue letter"),
    permission="administration.letter.issue",
    audit_verb=_("issued the letter"),
    conflicts={
        "letter_number_key": (
            "id", "ADMINISTRATION_NUMBER_REPEATS", _("Another letter has this number already. Change the pattern of this kind.")
        )
    },
)  # fmt: skip
async def issue_letter(work: Work, form: IssueLetter) -> LetterSaved:
    """Issue a draft. Month and year of the number come from its date, the counter from the moment of issue."""
    draft = await work.row(DRAFT, work.scope.company, form.id)
    if draft is None:
        raise NotFound(field="id")
    if draft["state"] != "draft":
        raise Refused("ADMINISTRATION_LETTER_ISSUED", _("This letter is issued already. Its number stays."), field="id")
    missing = open_places(f"{draft['subject']} {draft['body']}")
    if missing:
        sentence = _("Fill {places} in the text first.").fill(places=", ".join(f"{{{name}}}" for name in missing))
        raise Refused("ADMINISTRATION_PLACES_OPEN", sentence, field="id")
    today = work.now.astimezone(ZoneInfo(draft["zone"] or work.company.zone)).date()
    day = form.letter_date or draft["letter_date"] or today
    text = number_open(draft["pattern"], day, unit=draft["unit"], kind=draft["kind"], org=_organisation(work, draft["pattern"]))
    # Last: whoever issues from the same counter waits for this transaction.
    rows = await work.call("administration.issue_letter", work.scope.company, form.id, day, today, text)
    number, _sequence, late = rows[0]
    await find_letter(work, form.id, number, draft["subject"])
    return LetterSaved(id=form.id, version=0, number=number, is_out_of_order=late)


def _organisation(work: Work, pattern: str) -> str:
    code = str(work.setting(ORGANISATION_CODE))
    if "org" in places(pattern) and not code:
        sentence = _("The number names the organisation, and its code is not set. Set it in the settings of administration.")
        raise Refused("ADMINISTRATION_ORGANISATION_MISSING", sentence, field="id")
    return code


class VoidLetter(Form):
    """A letter, and why it does not count."""

    id: LETTER
    reason: Annotated[str, StringConstraints(min_length=3, max_length=500), Shown(_("Reason"), kind="note")]


@operation(
    "administration.void_letter",
    title=_("Void letter"),
    permission="administration.letter.issue",
    audit_verb=_("voided the letter"),
    danger=True,
)
async def void_letter(work: Work, form: VoidLetter) -> LetterSaved:
    """Void an issued letter. It stays in the register with its number and the reason; the number is never given again."""
    row = await work.row(
        "select state, number from administration.letter where company_id = %s and id = %s", work.scope.company, form.id
    )
    if row is None:
        raise NotFound(field="id")
    if row["state"] != "issued":
        raise Refused(
            "ADMINISTRATION_LETTER_NOT_ISSUED", _("Only an issued letter is voided. Delete a draft instead."), field="id"
        )
    await work.call("administration.void_letter", work.scope.company, form.id, form.reason)
    return LetterSaved(id=form.id, version=0, number=row["number"])
