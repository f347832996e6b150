"""What training lets people read."""

from dapur.contract import Query
from dapur_training.queries.courses import COURSES, LESSONS, OFFERED, VERSIONS, WRITTEN_COURSES, WRITTEN_LESSONS
from dapur_training.queries.duties import DUTIES, NEEDED_SKILLS, SKILL_PROOFS, SKILLS
from dapur_training.queries.learning import ATTEMPTS, CERTIFICATES, ENROLMENTS
from dapur_training.queries.quizzes import OPTIONS, PARTS, POOLS, QUESTIONS, QUIZZES
from dapur_training.queries.sessions import ATTENDANCE, BOOKINGS, SESSIONS

QUERIES: tuple[Query, ...] = (
    COURSES,
    OFFERED,
    WRITTEN_COURSES,
    VERSIONS,
    LESSONS,
    WRITTEN_LESSONS,
    POOLS,
    QUESTIONS,
    OPTIONS,
    QUIZZES,
    PARTS,
    ENROLMENTS,
    ATTEMPTS,
    CERTIFICATES,
    SESSIONS,
    BOOKINGS,
    ATTENDANCE,
    SKILLS,
    NEEDED_SKILLS,
    SKILL_PROOFS,
    DUTIES,
)
