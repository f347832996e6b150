"""Views of a list that people save: private first, shared by right."""

from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work

PageName = Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Page"), kind="hidden")]


class SaveView(Form):
    """address: the list's query string."""

    page: PageName
    title: Annotated[str, StringConstraints(min_length=1, max_length=60), Shown(_("Name of the view"))]
    address: Annotated[str, StringConstraints(max_length=2000), Shown(_("Filters"), kind="hidden")]
    is_shared: Annotated[bool, Shown(_("Share with everyone in this company"))] = False
    is_default: Annotated[bool, Shown(_("Open this list with this view"))] = False


class ViewSaved(Result):
    """The view."""

    id: int


@operation("web.save_view", title=_("Save view"), permission="core.view.save", audit_verb=_("saved the view"))
async def save_view(work: Work, form: SaveView) -> ViewSaved:
    """Save a view of a list under a name; the same name again replaces it."""
    if form.is_shared:
        work.need("core.view.share")
    company = work.scope.company
    if form.is_default:
        await work.run(
            "update core.saved_view set is_default = false where company_id = %s and page = %s and user_id = %s and is_default",
            company,
            form.page,
            work.actor,
        )
    row = await work.row(
        "insert into core.saved_view (company_id, page, user_id, title, address, is_shared, is_default) values (%s, %s, %s, %s, %s, %s, %s)"
        " on conflict (company_id, page, user_id, title) do update set address = excluded.address, is_shared = excluded.is_shared,"
        " is_default = excluded.is_default, version = saved_view.version + 1 returning id",
        company,
        form.page,
        work.actor,
        form.title,
        form.address,
        form.is_shared,
        form.is_default,
    )
    assert row is not None
    return ViewSaved(id=row["id"])


class DeleteView(Form):
    """Which of one's own views."""

    id: Annotated[int, Field(ge=1), Shown(_("View"), kind="hidden")]


@operation("web.delete_view", title=_("Delete view"), permission="core.view.save", audit_verb=_("deleted the view"))
async def delete_view(work: Work, form: DeleteView) -> ViewSaved:
    """Delete one's own view."""
    row = await work.row(
        "delete from core.saved_view where company_id = %s and id = %s and user_id = %s returning id",
        work.scope.company,
        form.id,
        work.actor,
    )
    if row is None:
        raise NotFound()
    return ViewSaved(id=row["id"])
