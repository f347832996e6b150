"""The files of a lesson, each in its part: the film, its captions by language, slides, and all others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dapur.contract import Words, _
from dapur.files.store import read_file
from dapur.queries.reader import Reader
from dapur_training.pages.reading import Said, said
from dapur_training.rules.captions import Line, transcript

FILMS = ("video/mp4", "video/webm")
CAPTIONS, SLIDES = "text/vtt", "application/pdf"
LANGUAGES: dict[str, Words] = {"id": "Bahasa Indonesia", "en": "English"}
"""Each called by its own name, as in every player."""
LONGEST_CAPTIONS = 1_000_000


@dataclass(frozen=True, slots=True)
class LessonFile:
    """A file of the lesson. bytes, size: its weight, and that in words; language, label: of captions (film.id.vtt), else ""."""

    id: int
    name: str
    address: str
    media_type: str
    bytes: int
    size: str
    language: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class LessonFiles:
    """The first film; captions, the reader's language first; slides (PDF); and the others."""

    film: LessonFile | None
    captions: list[LessonFile]
    slides: list[LessonFile]
    others: list[LessonFile]


async def files_of(reader: Reader, lesson: int) -> LessonFiles:
    """What is attached to a lesson, by what it is for."""
    found = await _attached(reader, lesson)
    film = next((f for f in found if f.media_type in FILMS), None)
    captions = sorted((f for f in found if f.media_type == CAPTIONS), key=lambda f: f.language != reader.scope.language)
    slides = [f for f in found if f.media_type == SLIDES]
    return LessonFiles(film, captions, slides, [f for f in found if f not in (film, *captions, *slides)])


async def transcript_of(reader: Reader, captions: Sequence[LessonFile]) -> list[Line]:
    """What is said in the film, by the first captions."""
    if not captions or captions[0].bytes > LONGEST_CAPTIONS:
        return []
    stored = await read_file(reader, captions[0].id)
    return transcript(stored.content.decode("utf-8-sig", "replace"))


async def _attached(reader: Reader, lesson: int) -> list[LessonFile]:
    rows = await reader.rows(
        "select f.id, f.name, f.media_type, f.size from training.lesson_file a join core.file f on f.company_id = a.company_id"
        " and f.id = a.file_id where a.company_id = %s and a.owner_id = %s and a.detached_at is null order by a.id",
        *(reader.scope.company, lesson),
    )
    base, say = f"/{reader.company.code}/training/lessons/{lesson}/files", said(reader)
    files = [LessonFile(number, name, f"{base}/{number}", kind, size, say.size(size)) for number, name, kind, size in rows]
    return [_captions(say, file) if file.media_type == CAPTIONS else file for file in files]


def _captions(say: Said, file: LessonFile) -> LessonFile:
    part = file.name.lower().rpartition(".")[0].rpartition(".")[2]
    language = part if part in LANGUAGES else ""
    return replace(file, language=language, label=say.words(LANGUAGES.get(language, _("Captions"))))
