"""Obligations: what is due to an authority or a partner again and again, as repeating tasks of base."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.save_office import NAME, save_row
from dapur_base.operations.add_task import DAYS_TEXT
from dapur_base.operations.save_task_rule import SaveTaskRule, save_task_rule

KINDS = (
    Choice("filing", _("Filing")),
    Choice("permit", _("Permit")),
    Choice("contract", _("Contract")),
    Choice("other", _("Something else")),
)
EVERY = (Choice("month", _("Month")), Choice("week", _("Week")), Choice("year", _("Year")))
SHIFT = (
    Choice("following", _("The next working day")),
    Choice("preceding", _("The working day before")),
    Choice("modified_following", _("The next working day, in the same month")),
    Choice("modified_preceding", _("The working day before, in the same month")),
    Choice("none", _("Stays")),
)
OBLIGATION = Annotated[int, Shown(_("Obligation"), reference="administration.obligations")]
Shift = Literal["following", "preceding", "modified_following", "modified_preceding", "none"]


class SaveObligation(Form):
    """An obligation. Without `id` a new one is made. The first day gives the day of the month or year."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    title: Annotated[NAME, Shown(_("Obligation"), width="wide")]
    kind: Annotated[Literal["filing", "permit", "contract", "other"], Shown(_("Kind"), choices=KINDS)] = "filing"
    authority: Annotated[str, StringConstraints(max_length=200), Shown(_("To whom"))] = ""
    source: Annotated[str, StringConstraints(max_length=300), Shown(_("Source"), hint=_("Law, permit or contract"))] = ""
    owner_id: Annotated[int, Shown(_("Owner"), kind="reference", reference="base.colleagues")]
    first_day: Annotated[date, Shown(_("First day"))]
    every: Annotated[Literal["month", "week", "year"], Shown(_("Every"), choices=EVERY)] = "month"
    every_count: Annotated[int, Field(ge=1, le=1000), Shown(_("How many of them"))] = 1
    shift: Annotated[Shift, Shown(_("When it falls on a day off"), choices=SHIFT)] = "following"
    calendar_id: Annotated[int | None, Shown(_("Working calendar"), reference="base.calendars")] = None
    remind_before: Annotated[DAYS_TEXT, Shown(_("Remind before"), hint=_("Working days before, for example 5, 1"))] = "5, 1"
    days_ahead: Annotated[int, Field(ge=0, le=366), Shown(_("Its task is there so many working days before"))] = 10
    note: Annotated[str, StringConstraints(max_length=4000), Shown(_("Note"), kind="note")] = ""
    is_stopped: Annotated[bool, Shown(_("No longer due"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class ObligationSaved(Result):
    """The obligation and the repeating task behind it."""

    id: int
    version: int
    rule: int


@operation(
    "administration.save_obligation",
    title=_("Save obligation"),
    permission="administration.control.manage",
    audit_verb=_("saved the obligation"),
)
async def save_obligation(work: Work, form: SaveObligation) -> ObligationSaved:
    """Add or change an obligation. Each of its dates becomes a task of its owner in time, with reminders."""
    rule = await _rule(work, form)
    saved = await save_task_rule.run(work, _task_rule(form, rule))
    facts = {"kind": form.kind, "authority": form.authority, "source": form.source, "rule_id": saved.id}
    kept = await save_row(work, "administration.obligation", form.id, form.version, facts)
    return ObligationSaved(id=kept.id, version=kept.version, rule=saved.id)


async def _rule(work: Work, form: SaveObligation) -> int | None:
    if form.id is None:
        return None
    found: int | None = await work.value(
        "select rule_id from administration.obligation where company_id = %s and id = %s", work.scope.company, form.id
    )
    if found is None:
        raise NotFound(field="id")
    return found


def _task_rule(form: SaveObligation, rule: int | None) -> SaveTaskRule:
    same = set(SaveTaskRule.model_fields) & set(SaveObligation.model_fields) - {"id", "version"}
    return SaveTaskRule.model_validate({name: getattr(form, name) for name in same} | {"id": rule, "made": "on_schedule"})
