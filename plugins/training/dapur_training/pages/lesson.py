"""The course player: a lesson, its film and files, and the way to the next unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dapur.contract import NotFound
from dapur.queries.reader import Reader
from dapur_base.organisation import party_of_user
from dapur_training.markdown import SafeHtml, as_html
from dapur_training.pages.reading import said

FILMS = ("video/mp4", "video/webm")


@dataclass(frozen=True, slots=True)
class LessonFile:
    """A file of the lesson."""

    name: str
    address: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class LessonPage:
    """What the player shows. after: page that follows when it is done; film: None in the light variant, too."""

    id: int
    course: int
    course_title: str
    title: str
    body: SafeHtml
    position: int
    count: int
    done: bool
    minutes: int
    at_second: int
    film: LessonFile | None
    captions: LessonFile | None
    files: list[LessonFile]
    light: bool
    has_film: bool
    before: int | None
    after: str
    is_last: bool
    learns: bool


_ONE = """
    select l.id, c.id, c.title_id, c.title_en, l.title_id, l.title_en, l.body_id, l.body_en, l.position, l.minutes, v.id, v.quiz_id,
        coalesce(p.at_second, 0), p.done_at is not null, exists (select from training.enrolment e where e.company_id = l.company_id
            and e.version_id = v.id and e.party_id = %s and e.state <> 'withdrawn')
    from training.lesson l
    join training.course_version v on v.company_id = l.company_id and v.id = l.version_id and v.published_at is not null
    join training.course c on c.company_id = v.company_id and c.id = v.course_id
    left join training.lesson_progress p on p.company_id = l.company_id and p.lesson_id = l.id and p.party_id = %s
    where l.company_id = %s and l.id = %s
"""


async def lesson(reader: Reader, parameters: dict[str, str]) -> LessonPage:
    """A published lesson; `learn/12` in full, `learn/12-light` without film for a slow connection. Raises NotFound."""
    number, _dash, variant = parameters["id"].partition("-")
    if not number.isdecimal() or variant not in ("", "light"):
        raise NotFound()
    me = await party_of_user(reader, reader.scope.user)
    rows = await reader.rows(_ONE, me, me, reader.scope.company, int(number))
    if not rows:
        raise NotFound()
    page = await _page(reader, rows[0], me)
    light = variant == "light"
    return replace(page, light=light, film=None if light else page.film, captions=None if light else page.captions)


async def _page(reader: Reader, row: Sequence[Any], me: int | None) -> LessonPage:
    (
        number,
        course,
        course_id,
        course_en,
        title_id,
        title_en,
        body_id,
        body_en,
        position,
        minutes,
        version,
        quiz,
        second,
        done,
        learns,
    ) = row
    say = said(reader)
    units = await _units(reader, version, me)
    order = [unit for unit, _done in units]
    here = order.index(number)
    files = await _files(reader, number)
    film = next((f for f in files if f.media_type in FILMS), None)
    captions = next((f for f in files if f.media_type == "text/vtt"), None)
    after = _after(units, here, course, quiz)
    return LessonPage(
        id=number,
        course=course,
        course_title=say.chosen(course_id, course_en),
        title=say.chosen(title_id, title_en),
        body=as_html(say.chosen(body_id, body_en)),
        position=position,
        count=len(units),
        done=done,
        minutes=minutes,
        at_second=second,
        film=film,
        captions=captions,
        files=[f for f in files if f not in (film, captions)],
        light=False,
        has_film=film is not None,
        before=order[here - 1] if here else None,
        after=after,
        is_last=not after.startswith("learn/"),
        learns=learns,
    )


def _after(units: Sequence[tuple[int, bool]], here: int, course: int, quiz: int | None) -> str:
    """The next unit that is not done, from here on and then from the first; then the quiz, or the course."""
    rest = [*units[here + 1 :], *units[:here]]
    following = next((unit for unit, done in rest if not done), None)
    if following is not None:
        return f"learn/{following}"
    return f"quiz/{course}" if quiz is not None else f"catalogue/{course}"


async def _units(reader: Reader, version: int, me: int | None) -> list[tuple[int, bool]]:
    rows = await reader.rows(
        "select l.id, exists (select from training.lesson_progress p where p.company_id = l.company_id and p.lesson_id = l.id"
        " and p.party_id = %s and p.done_at is not null) from training.lesson l where l.company_id = %s and l.version_id = %s"
        " order by l.position",
        *(me, reader.scope.company, version),
    )
    return [(number, done) for number, done in rows]


async def _files(reader: Reader, lesson: int) -> list[LessonFile]:
    rows = await reader.rows(
        "select f.id, f.name, f.media_type, f.size from training.lesson_file a join core.file f on f.company_id = a.company_id"
        " and f.id = a.file_id where a.company_id = %s and a.owner_id = %s and a.detached_at is null order by a.id",
        *(reader.scope.company, lesson),
    )
    base = f"/{reader.company.code}/training/lessons/{lesson}/files"
    return [LessonFile(name, f"{base}/{number}", kind, size) for number, name, kind, size in rows]
