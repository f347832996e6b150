"""The course player: a lesson, its film with captions and transcript, its files, and the way to the next unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dapur.contract import NotFound
from dapur.queries.reader import Reader
from dapur_base.organisation import party_of_user
from dapur_training.markdown import SafeHtml, as_html
from dapur_training.pages.lesson_files import LessonFiles, files_of, transcript_of
from dapur_training.pages.reading import said
from dapur_training.rules.captions import Line


@dataclass(frozen=True, slots=True)
class LessonPage:
    """What the player shows. light: without the film, for a slow connection; after: page that follows when it is done."""

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
    files: LessonFiles
    transcript: list[Line]
    light: bool
    before: int | None
    after: str
    learns: bool

    @property
    def is_last(self) -> bool:
        """Whether no lesson follows."""
        return not self.after.startswith("learn/")


_NAMES = "id course course_title title body position minutes version quiz at_second done learns".split()
_ONE = """
    select l.id, c.id, array[c.title_id, c.title_en], array[l.title_id, l.title_en], array[l.body_id, l.body_en], l.position, l.minutes,
        v.id, v.quiz_id, coalesce(p.at_second, 0), p.done_at is not null, exists (select from training.enrolment e
            where e.company_id = l.company_id and e.version_id = v.id and e.party_id = %s and e.state <> 'withdrawn')
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
    me, say = await party_of_user(reader, reader.scope.user), said(reader)
    rows = await reader.rows(_ONE, me, me, reader.scope.company, int(number))
    if not rows:
        raise NotFound()
    facts: dict[str, Any] = dict(zip(_NAMES, rows[0], strict=True))
    units = await _units(reader, facts.pop("version"), me)
    order = [unit for unit, _done in units]
    here = order.index(facts["id"])
    files = await files_of(reader, facts["id"])
    return LessonPage(
        course_title=say.chosen(*facts.pop("course_title")),
        title=say.chosen(*facts.pop("title")),
        body=as_html(say.chosen(*facts.pop("body"))),
        count=len(units),
        files=files,
        transcript=await transcript_of(reader, files.captions),
        light=variant == "light",
        before=order[here - 1] if here else None,
        after=_after(units, here, facts["course"], facts.pop("quiz")),
        **facts,
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
