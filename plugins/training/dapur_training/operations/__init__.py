"""What can be done in training."""

from dapur.contract import Operation
from dapur_training.operations.attempts import save_answer, start_attempt, submit_attempt
from dapur_training.operations.attendance import close_session, note_attendance
from dapur_training.operations.close_attempts import close_attempts
from dapur_training.operations.drafts import publish_version, save_version, start_version
from dapur_training.operations.duties import enrol_by_duty, save_duty
from dapur_training.operations.enrol import enrol_myself, enrol_person, leave_course
from dapur_training.operations.grant_attempt import grant_attempt
from dapur_training.operations.lessons import attach_to_lesson, delete_lesson, detach_from_lesson, save_lesson
from dapur_training.operations.load_courses import load_courses
from dapur_training.operations.plan_session import cancel_session, change_session, plan_session
from dapur_training.operations.progress import finish_lesson, keep_place
from dapur_training.operations.prove_elsewhere import note_completion, revoke_certificate
from dapur_training.operations.questions import add_question, close_question, save_pool
from dapur_training.operations.quizzes import save_quiz
from dapur_training.operations.remind import remind
from dapur_training.operations.save_course import save_course
from dapur_training.operations.seats import book_seat, book_seat_for, cancel_seat, cancel_seat_for
from dapur_training.operations.skills import assess_skill, require_skill, save_skill

OPERATIONS: tuple[Operation, ...] = (
    save_course,
    start_version,
    save_version,
    publish_version,
    save_lesson,
    delete_lesson,
    attach_to_lesson,
    detach_from_lesson,
    save_pool,
    add_question,
    close_question,
    save_quiz,
    load_courses,
    enrol_myself,
    enrol_person,
    leave_course,
    keep_place,
    finish_lesson,
    start_attempt,
    save_answer,
    submit_attempt,
    close_attempts,
    grant_attempt,
    plan_session,
    change_session,
    cancel_session,
    book_seat,
    book_seat_for,
    cancel_seat,
    cancel_seat_for,
    note_attendance,
    close_session,
    note_completion,
    revoke_certificate,
    save_duty,
    enrol_by_duty,
    remind,
    save_skill,
    require_skill,
    assess_skill,
)
