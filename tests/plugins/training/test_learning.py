"""From the first lesson to the certificate; what is published stays; managers act for their own team."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from dapur.contract import Form, NotFound, Refused, Result, operation
from dapur.language.catalogue import translate
from dapur.language.pofile import read_entries
from dapur.operations.work import Work
from dapur.services.person_steps import PersonStep, StepTaken, StepTaker
from dapur.testing.companies import Actor, new_member
from dapur.testing.visits import visiting
from dapur_training.data import library
from dapur_training.documents.certificate import CERTIFICATE
from dapur_training.markdown import as_html
from dapur_training.pages.home import team_tasks
from dapur_training.pages.my import my
from tests.plugins.training.schools import lessons_of, new_course, new_learner, new_quiz


async def test_the_last_lesson_and_a_passed_quiz_give_the_certificate_whichever_comes_last(actor: Actor) -> None:
    rina = await new_learner(actor)
    skill = await actor.perform("training.save_skill", code="A", name_id="A", name_en="A", family="analytical")
    quiz = await new_quiz(actor, "KUIS")
    course = await new_course(actor, "K-1", lessons=1, quiz=quiz, gives=[{"skill": skill.id, "level": 2}])
    await rina.actor.perform("training.enrol_myself", course=course)
    attempt = (await rina.actor.perform("training.start_attempt", course=course)).id
    for position in (1, 2):
        await rina.actor.perform("training.save_answer", attempt=attempt, position=position, chosen=["a"])
    graded = await rina.actor.perform("training.submit_attempt", attempt=attempt)
    assert (graded.passed, graded.certificate) == (True, None), "a lesson is still to be read"

    done = await rina.actor.perform("training.finish_lesson", lesson=(await lessons_of(actor, course))[0])

    assert done.certificate is not None
    (row,) = (await actor.page("training.certificates")).dicts()
    assert (row["holder"], row["status"]) == ("Rina", "valid")
    assert [r["level"] for r in (await actor.page("training.skill_proofs")).dicts()] == [2]


async def test_continue_opens_the_unit_that_was_opened_last_and_is_not_done(actor: Actor) -> None:
    rina = await new_learner(actor)
    course = await new_course(actor, "K-1", lessons=3)
    first, _second, third = await lessons_of(actor, course)
    await rina.actor.perform("training.enrol_myself", course=course)
    await rina.actor.perform("training.finish_lesson", lesson=first)
    await rina.actor.perform("training.keep_place", lesson=third, at_second=42)

    (one,) = (await my(await rina.actor.reader(), {})).courses

    assert (one.address, one.done, one.units) == (f"learn/{third}", 1, 3)


async def test_what_somebody_missed_is_said_in_marks(actor: Actor) -> None:
    rina = await new_learner(actor)
    course = await new_course(actor, "K-1", quiz=await new_quiz(actor, "KUIS", 3, pass_percent="70"))
    await rina.actor.perform("training.enrol_myself", course=course)
    attempt = (await rina.actor.perform("training.start_attempt", course=course)).id
    await rina.actor.perform("training.save_answer", attempt=attempt, position=1, chosen=["a"])

    graded = await rina.actor.perform("training.submit_attempt", attempt=attempt)

    assert (str(graded.percent), graded.passed, str(graded.missed_by)) == ("33.33", False, "1.10")


async def test_what_is_published_is_not_changed_but_followed_by_a_new_version(actor: Actor) -> None:
    course = await new_course(actor, "K-1", lessons=1)
    (lesson,) = await lessons_of(actor, course)
    with pytest.raises(Refused, match="Start a new version") as caught:
        await actor.perform("training.save_lesson", id=lesson, version_id=1, title_id="Lain")
    assert caught.value.code == "TRAINING_PUBLISHED"

    draft = await actor.perform("training.start_version", course=course)
    again = await actor.perform("training.start_version", course=course)

    assert draft.id == again.id
    assert len(await lessons_of(actor, course)) == 2, "the lesson was copied into the draft"


async def test_managers_enrol_and_assess_their_own_team_alone(actor: Actor) -> None:
    boss, rina, other = await new_learner(actor, "Bos"), await new_learner(actor), await new_learner(actor, "Orang lain")
    unit = await actor.perform("base.save_organisation_unit", code="KP", name="Kantor")
    await actor.perform("base.assign_person", party=rina.party, unit=unit.id, manager=boss.party, from_day="2026-01-01")
    course = await new_course(actor, "K-1", lessons=1)
    manager = await new_member(actor, "approver", name="Atasan")
    await actor.perform("base.save_party", id=boss.party, name="Bos", kind="person", user=manager.scope.user)

    await manager.perform("training.enrol_person", party=rina.party, course=course)
    with pytest.raises(Refused, match="not in your team"):
        await manager.perform("training.enrol_person", party=other.party, course=course)


class Nothing(Form):
    """No input."""


class Done(Result):
    """No answer."""


async def test_a_step_of_a_checklist_enrols_and_leads_to_the_course_in_the_catalogue(actor: Actor) -> None:
    rina = await new_learner(actor)
    course = await new_course(actor, "K-9", lessons=1)
    taken: list[StepTaken] = []

    @operation("core.deed", title="Deed", permission="core.export")
    async def take(work: Work, form: Nothing) -> Done:
        """As the department of people does it."""
        (taker,) = [one for one in work.find_all(StepTaker) if one.way == "course"]
        step = PersonStep("k", "Kursus", rina.party, "Rina", rina.actor.scope.user, date(2027, 1, 4), subject="K-9")
        taken.append(await taker.take(step))
        return Done()

    await actor.perform(take)
    assert taken == [StepTaken("K-9", f"training/catalogue/{course}")]
    async with visiting(rina.actor) as client:
        code = (await actor.house.company(actor.scope.company)).code
        assert (await client.get(f"/{code}/{taken[0].address}")).status_code == 200


async def test_a_manager_is_told_what_the_team_lacks_and_else_what_ends_soon(actor: Actor) -> None:
    boss, rina = await new_learner(actor, "Bos"), await new_learner(actor)
    unit = await actor.perform("base.save_organisation_unit", code="KP", name="Kantor")
    await actor.perform("base.assign_person", party=rina.party, unit=unit.id, manager=boss.party, from_day="2026-01-01")
    course = await new_course(actor, "K-1", lessons=1, validity_months=1)
    await actor.perform("training.save_duty", course=course, from_day="2026-01-01", unit=unit.id)
    await actor.perform("core.change_settings", values={"training.warn_days": 60})

    async def told() -> list[str]:
        return [translate(one.title, "en") for one in await team_tasks(await boss.actor.reader(), "") or ()]

    assert await told() == ["Your team: 1 person lacks a certificate"]
    (lesson,) = await lessons_of(actor, course)
    await rina.actor.perform("training.enrol_myself", course=course)
    await rina.actor.perform("training.finish_lesson", lesson=lesson)
    assert await told() == ["Your team: a certificate of 1 person ends soon"]


async def test_a_certificate_is_shown_to_its_holder_and_to_those_who_may_see_all(actor: Actor) -> None:
    rina, other = await new_learner(actor), await new_learner(actor, "Budi")
    course = await new_course(actor, "K-1", kind="external")
    raw = {"party": rina.party, "course": course, "on_day": "2026-03-02", "proof": "Lembaga"}
    made = await actor.perform("training.note_completion", raw)

    file = await (await rina.actor.reader()).document(CERTIFICATE, {"id": made.id})
    assert file.content.startswith(b"%PDF") and file.name.startswith("CERT-2026-")
    with pytest.raises(NotFound):
        await (await other.actor.reader()).document(CERTIFICATE, {"id": made.id})


async def test_a_revoked_certificate_stays_and_does_not_count(actor: Actor) -> None:
    rina = await new_learner(actor)
    course = await new_course(actor, "K-1", kind="external")
    raw = {"party": rina.party, "course": course, "on_day": "2026-03-02", "proof": "Lembaga"}
    made = await actor.perform("training.note_completion", raw)
    await actor.perform("training.revoke_certificate", id=made.id, on_day="2026-03-09", reason="Salah orang")

    (row,) = (await actor.page("training.certificates")).dicts()
    reader = await actor.reader()
    held = "select count(*) from training.held_on(%s, %s)"
    assert row["status"] == "revoked"
    assert await reader.value(held, reader.scope.company, "2026-03-08") == 1, "it counted until then"
    assert await reader.value(held, reader.scope.company, "2026-03-09") == 0


async def test_the_six_courses_are_loaded_once_and_each_gives_a_skill_of_its_family(actor: Actor) -> None:
    assert (await actor.perform("training.load_courses")).added == 6
    assert (await actor.perform("training.load_courses")).added == 0

    assert len((await actor.page("training.offered")).rows) == 6
    assert {row["family"] for row in (await actor.page("training.skills")).dicts()} == {c.family for c in library()}
    for course in library():
        texts = [lesson[name] for lesson in course.lessons for name in ("body_id", "body_en")]
        assert all(texts) and all(question["body_en"] and question["why_en"] for question in course.questions)


def test_lessons_show_raw_html_and_running_addresses_as_text() -> None:
    shown = as_html("# Judul\n<script>alert(1)</script>\n\n[klik](javascript:alert(1)) ![x](luar.png)\n\n| a |\n|---|\n| b |")

    assert "&lt;script&gt;" in shown and "<script" not in shown and "<img" not in shown
    assert "javascript:" not in re.findall(r'href="([^"]*)"', shown) and "[klik](javascript:alert(1))" in shown
    assert "<h2>Judul</h2>" in shown and "<table>" in shown


def test_every_sentence_of_the_sql_is_translated() -> None:
    folder = Path(str(files("dapur_training")))
    known = read_entries(folder / "locale" / "id.po")
    said = re.compile(r"core\.refuse\('[A-Z_]+', '([^']+)'\)")
    found = {m for path in (folder / "migrations").glob("*.sql") for m in said.findall(path.read_text("utf-8"))}

    assert found and found <= known.keys()
