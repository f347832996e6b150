"""Files at a record: uploaded, shown to whoever may read the record, always sent as an attachment."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from litestar import Response
from litestar.datastructures import UploadFile

from dapur.contract import DapurError, Form, Invalid, NotFound, RecordPage, _
from dapur.files.attachments import attached_file
from dapur.files.store import upload_file
from dapur.operations.perform import perform
from dapur_web.server.answers import go
from dapur_web.server.fields import kind_of, plain_type
from dapur_web.server.files import kept_file
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Site

PATH = re.compile(r"(?P<record>.+)/files(?:/(?P<file>\d{1,18}))?")


async def send_file(site: Site, visitor: Visitor, plugin: str, path: str) -> Response[Any] | None:
    """The attached file at this address; None where the address is none of a file. Raises NotFound."""
    place = PATH.fullmatch(path)
    if place is None or place["file"] is None:
        return None
    found = _record(site, plugin, place["record"])
    if found is None:
        return None
    page, key = found
    await visitor.reader.one(page.query, key)
    kept = await attached_file(visitor.reader, page.files, key, int(place["file"]))
    return kept_file(visitor.request, visitor.reader, kept)


async def take_files(site: Site, visitor: Visitor, plugin: str, path: str, fields: Mapping[str, Any]) -> Response[Any] | None:
    """Keep the posted files at the record; None where the address is none of a record's files. Raises DapurError."""
    place = PATH.fullmatch(path)
    found = _record(site, plugin, place["record"]) if place is not None and place["file"] is None else None
    if found is None:
        return None
    page, key = found
    try:
        await visitor.reader.one(page.query, key)
        for file in given_files(fields.get("file", [])):
            await _attach(visitor, page, key, await _upload(visitor, file))
    except DapurError as refused:
        if "x-csrftoken" not in visitor.request.headers:
            raise
        return Response({"message": visitor.say(refused.problems[0].message)}, status_code=refused.status)
    return go(visitor.request, f"{visitor.base}/{plugin}/{page.path.format(id=key)}")


async def received(visitor: Visitor, form: type[Form], posted: Mapping[str, Any]) -> dict[str, Any]:
    """The posted fields with each file as its content, or as the number of the upload where the input asks for that."""
    made = dict(posted)
    for name, info in form.model_fields.items():
        file = made.get(name)
        if kind_of(info) != "file" or not isinstance(file, UploadFile):
            continue
        if not file.filename:
            made.pop(name)
        elif plain_type(info.annotation) is bytes:
            made[name] = await file.read()
        else:
            made[name] = await _upload(visitor, file)
    return made


def given_files(given: Any) -> list[UploadFile]:
    """The files that were chosen in a field."""
    return [file for file in (given if isinstance(given, list) else [given]) if isinstance(file, UploadFile) and file.filename]


async def hold_files(visitor: Visitor, given: Any) -> list[int]:
    """Store the files that wait in a form for its record. Raises DapurError, at no field of the form."""
    try:
        return [await _upload(visitor, file) for file in given_files(given)]
    except DapurError as refused:
        raise Invalid([replace(problem, field="") for problem in refused.problems]) from None


async def attach_held(site: Site, visitor: Visitor, plugin: str, path: str, uploads: Sequence[int]) -> None:
    """Give the files that waited in a form to the record that it made. Raises DapurError."""
    found = _record(site, plugin, path) if uploads else None
    if found is None:
        return
    for upload in uploads:
        await _attach(visitor, *found, upload)


async def _attach(visitor: Visitor, page: RecordPage, key: int, upload: int) -> None:
    operation = visitor.house.registry.operations.get(page.attach)
    if operation is None:
        raise NotFound(_("There is no page at this address. Check the link, or go on from the menu."))
    visitor.reader.need(operation.permission)
    await perform(visitor.house, visitor.scope, operation, {"owner": key, "file": upload})


async def _upload(visitor: Visitor, file: UploadFile) -> int:
    outcome = await perform(visitor.house, visitor.scope, upload_file, {"name": file.filename, "content": await file.read()})
    return int(outcome.result.id)  # type: ignore[attr-defined]


def _record(site: Site, plugin: str, path: str) -> tuple[RecordPage, int] | None:
    found = site.find(plugin, path)
    if found is None:
        return None
    place, parameters = found
    if not isinstance(place.page, RecordPage) or not place.page.files or not parameters["id"].isdigit():
        return None
    return place.page, int(parameters["id"][:18])
