"""Files are sent in the part that is asked for (RFC 9110 §14), a piece at a time, to whoever may read their record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapur.files.store import PIECE
from dapur.testing.companies import Actor
from dapur_web.server.ranges import NotSatisfiable, Span, asked_span
from tests.web.browsing import Visitor

CONTENT = bytes(range(251)) * (2 * PIECE // 251 + 1)
SIZE = len(CONTENT)


@pytest.mark.parametrize(
    ("wanted", "span"),
    [
        ("bytes=0-0", Span(0, 0)),
        ("bytes=2-5", Span(2, 5)),
        ("bytes=7-", Span(7, 9)),
        ("Bytes = 7-99", Span(7, 9)),
        ("bytes=-3", Span(7, 9)),
        ("bytes=-30", Span(0, 9)),
    ],
)
def test_one_range_is_the_part_as_far_as_the_file_goes(wanted: str, span: Span) -> None:
    assert asked_span(wanted, "", '"t"', 10) == span
    assert asked_span(wanted, '"t"', '"t"', 10) == span, "If-Range names this very content"


@pytest.mark.parametrize(
    "wanted", ["", "bytes=0-1,4-5", "lines=0-1", "bytes=5-2", "bytes=-", "bytes=a-b", "bytes=\u0661-", "0-1"]
)
def test_what_is_no_single_range_of_bytes_gets_the_whole(wanted: str) -> None:
    assert asked_span(wanted, "", '"t"', 10) is None


@pytest.mark.parametrize("if_range", ['"other"', 'W/"t"', "Thu, 26 Nov 2026 08:00:00 GMT"])
def test_a_part_of_another_content_gets_the_whole(if_range: str) -> None:
    assert asked_span("bytes=2-5", if_range, '"t"', 10) is None


@pytest.mark.parametrize("wanted", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_range_behind_the_end_is_not_satisfiable(wanted: str) -> None:
    with pytest.raises(NotSatisfiable):
        asked_span(wanted, "", '"t"', 10)


@given(st.text(alphabet="bytes=-, 0123456789", max_size=30), st.integers(1, 10**9))
def test_whatever_is_asked_a_part_lies_inside_the_file(wanted: str, size: int) -> None:
    try:
        span = asked_span(wanted, "", '"t"', size)
    except NotSatisfiable:
        return
    assert span is None or 0 <= span.first <= span.last < size


async def test_a_record_s_file_is_sought_resumed_and_refused_by_its_parts(actor: Actor, owner: Visitor, visitor: Visitor) -> None:
    shelf = await actor.perform("pantry.add_shelf", code="R1", name="Rak")
    jar = await actor.perform("pantry.fill_jar", name="Selai", shelf=shelf.id, filled_on="2026-11-02", price="1")
    file = await actor.perform("core.upload_file", name="film.bin", content=CONTENT)
    await actor.perform("pantry.attach_to_jar", owner=jar.id, file=file.id)
    path = f"pantry/jars/{jar.id}/files/{file.id}"

    whole = await owner.get(path)
    tag = whole.headers["etag"]
    assert (whole.status_code, whole.headers["accept-ranges"], whole.headers["content-length"]) == (200, "bytes", str(SIZE))
    assert whole.content == CONTENT

    across = await owner.get(path, range=f"bytes={PIECE - 2}-{2 * PIECE + 1}")
    assert (across.status_code, across.content) == (206, CONTENT[PIECE - 2 : 2 * PIECE + 2])
    assert across.headers["content-range"] == f"bytes {PIECE - 2}-{2 * PIECE + 1}/{SIZE}"
    last = await owner.get(path, **{"range": "bytes=-5", "if-range": tag})
    assert (last.status_code, last.content) == (206, CONTENT[-5:])
    for headers in ({"range": "bytes=0-1,4-5"}, {"range": "bytes=0-1", "if-range": '"another"'}):
        again = await owner.get(path, **headers)
        assert (again.status_code, len(again.content)) == (200, SIZE) and "content-range" not in again.headers
    behind = await owner.get(path, range=f"bytes={SIZE}-")
    assert (behind.status_code, behind.content, behind.headers["content-range"]) == (416, b"", f"bytes */{SIZE}")
    stranger = await visitor.client.get(f"/{owner.code}/{path}", headers={"range": "bytes=0-1"})
    assert stranger.status_code == 404, "a part is no less secret than the whole"
