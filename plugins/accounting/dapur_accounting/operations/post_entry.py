"""Post a journal entry."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.operations.draft_rows import remove_draft
from dapur_accounting.operations.entry_lines import EntryLine, columns_of, written
from dapur_accounting.operations.posting import CONFLICTS, EntryPosted, Source, post

Description = Annotated[str, StringConstraints(max_length=500), Shown(_("Description"), width="wide")]
Reference = Annotated[str, StringConstraints(max_length=100), Shown(_("Reference"), kind="code")]


class PostEntry(Form):
    """An entry. `draft` and `version`: the draft that it was prepared as, which goes when the entry is posted.

    `source`: number of the document in another system. The same source is booked once per journal; with other
    content it is a conflict.
    """

    journal: Annotated[int, Shown(_("Journal"), reference="accounting.journals")]
    date: Annotated[date, Shown(_("Date"))]
    description: Description = ""
    reference: Reference = ""
    lines: Annotated[list[EntryLine], Field(max_length=2000), Shown(_("Lines"), kind="lines")]
    source: Annotated[str, StringConstraints(max_length=100), Shown(_("Source number"), kind="hidden")] = ""
    draft: Annotated[int | None, Shown(_("Draft"), kind="hidden")] = None
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


@operation(
    "accounting.post_entry",
    title=_("Post entry"),
    permission="accounting.entry.post",
    audit_verb=_("posted the entry"),
    conflicts=CONFLICTS,
)
async def post_entry(work: Work, form: PostEntry) -> EntryPosted:
    """Post an entry: at least two lines, debit equal to credit, in a journal and on a day that is not locked."""
    lines = await columns_of(work, written(form.lines, form.date))
    if form.draft is not None:
        await remove_draft(work, form.draft, form.version)
    source = Source("accounting", "import", None, form.source) if form.source else Source()
    return await post(work, form.journal, form.date, form.description, form.reference, lines, source)
