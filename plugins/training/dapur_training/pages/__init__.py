"""Pages of training."""

from dapur.contract import Page
from dapur_training.pages.courses import COURSE_PAGES
from dapur_training.pages.duties import DUTY_PAGES
from dapur_training.pages.learning import LEARNING_PAGES
from dapur_training.pages.proofs import PROOF_PAGES
from dapur_training.pages.quizzes import QUIZ_PAGES
from dapur_training.pages.sessions import SESSION_PAGES

PAGES: tuple[Page, ...] = (*LEARNING_PAGES, *SESSION_PAGES, *PROOF_PAGES, *DUTY_PAGES, *COURSE_PAGES, *QUIZ_PAGES)
