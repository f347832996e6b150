"""The files card of a record: beside the record, and beside the form that makes or changes it."""

from dapur.contract import FormPage, RecordPage
from dapur.language.numbers import format_size
from dapur_web import views
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Place, Site

HELD = "_files"
"""Name of the field of files that wait in a form until its record is there."""
PREVIEWS = {"application/pdf": "pdf", "image/png": "image", "image/jpeg": "image", "image/gif": "image", "image/webp": "image"}


async def files_of(site: Site, visitor: Visitor, plugin: str, page: RecordPage, key: str) -> views.FilesView | None:
    """The files of a record that may have some, and where more go."""
    if not page.files:
        return None
    schema, _dot, table = page.files.partition(".")
    if not (schema.isidentifier() and table.isidentifier()):
        raise ValueError(page.files)
    found = await visitor.reader.rows(
        f"select f.id, f.name, f.size, f.media_type, u.name from {schema}.{table} a"
        " join core.file f on f.company_id = a.company_id and f.id = a.file_id"
        " left join core.app_user u on u.id = f.uploaded_by where a.company_id = %s and a.owner_id = %s and a.detached_at is null order by f.id",
        visitor.company.id,
        int(key),
    )
    base = f"{visitor.base}/{plugin}/{page.path.format(id=key)}/files"
    files = [
        views.FileView(name, f"{base}/{number}", format_size(size, visitor.language), who or "", PREVIEWS.get(kind, ""))
        for number, name, size, kind, who in found
    ]
    return views.FilesView(files, base if _may_attach(site, visitor, page) else "")


async def files_beside(site: Site, visitor: Visitor, place: Place, key: str) -> views.FilesView | None:
    """The files of the record that this form changes; for one that makes a record, a place where they wait for it."""
    page = place.page
    assert isinstance(page, FormPage)
    for record in _records(site, place.plugin):
        if record.edit == page.path and key.isdigit():
            return await files_of(site, visitor, place.plugin, record, key)
        if makes(page, place.plugin, record) and _may_attach(site, visitor, record):
            return views.FilesView((), held=HELD)
    return None


def _records(site: Site, plugin: str) -> list[RecordPage]:
    pages = [place.page for place in site.places.get(plugin, ())]
    return [page for page in pages if isinstance(page, RecordPage) and page.files]


def makes(page: FormPage, plugin: str, record: RecordPage) -> bool:
    """Whether everything that the form may save ends at such a record; a draft ends where the rest does unless it says."""
    ends = {page.done, page.draft_done or page.done}
    return "{" not in page.path and ends == {f"{plugin}/{record.path}"}


def _may_attach(site: Site, visitor: Visitor, page: RecordPage) -> bool:
    operation = site.house.registry.operations.get(page.attach)
    return operation is not None and visitor.scope.may(operation.permission) and visitor.scope.may("core.file.upload")
