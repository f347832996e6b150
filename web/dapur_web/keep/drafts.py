"""Unsaved input, kept as a private draft: no number taken, nobody else sees it."""

import json
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work

FormName = Annotated[str, StringConstraints(min_length=1, max_length=300), Shown(_("Form"), kind="hidden")]


class KeepDraft(Form):
    """The fields of a form as they were typed."""

    form: FormName
    content: Annotated[dict[str, Any], Field(max_length=20_000), Shown(_("Input"), kind="hidden", sensitive=True)]


class DraftKept(Result):
    """When."""

    saved_at: datetime


@operation("web.keep_form_draft", title=_("Keep input"), permission="public", doors=frozenset({"page"}))
async def keep_form_draft(work: Work, form: KeepDraft) -> DraftKept:
    """Keep what somebody typed into a form and has not saved."""
    await work.run(
        "insert into core.form_draft (company_id, user_id, form, content) values (%s, %s, %s, %s::jsonb)"
        " on conflict (company_id, user_id, form) do update set content = excluded.content, saved_at = core.now()",
        work.scope.company,
        work.actor,
        form.form,
        json.dumps(form.content),
    )
    return DraftKept(saved_at=work.now)


class DiscardDraft(Form):
    """Which form."""

    form: FormName


@operation("web.discard_form_draft", title=_("Discard input"), permission="public", doors=frozenset({"page"}))
async def discard_form_draft(work: Work, form: DiscardDraft) -> DraftKept:
    """Forget unsaved input."""
    await work.run(
        "delete from core.form_draft where company_id = %s and user_id = %s and form = %s",
        work.scope.company,
        work.actor,
        form.form,
    )
    return DraftKept(saved_at=work.now)
