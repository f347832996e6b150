"""What several operations refuse with: a code and its sentence. Some of it the database says by itself (`sql_texts`)."""

from dapur.contract import _
from dapur_training import sql_texts

COURSE_UNKNOWN = ("TRAINING_COURSE_UNKNOWN", _("There is no such course here. Choose one of the list."))
PERSON_UNKNOWN = ("TRAINING_PERSON_UNKNOWN", _("There is no such person here. Choose one of the list."))
POOL_UNKNOWN = ("TRAINING_POOL_UNKNOWN", _("There is no such pool here. Choose one of the list."))
POSITION_UNKNOWN = ("TRAINING_POSITION_UNKNOWN", _("There is no such position here. Choose one of the list."))
QUIZ_UNKNOWN = ("TRAINING_QUIZ_UNKNOWN", _("There is no such quiz here. Choose one of the list."))
SKILL_UNKNOWN = ("TRAINING_SKILL_UNKNOWN", _("There is no such skill here. Choose one of the list."))

ATTEMPT_CLOSED = ("TRAINING_ATTEMPT_CLOSED", sql_texts.ATTEMPT_CLOSED)
EMPTY_QUIZ = ("TRAINING_EMPTY_QUIZ", _("The quiz asks nothing yet. Add a part with questions first."))
NOT_ENROLLED = ("TRAINING_NOT_ENROLLED", _("You are not enrolled in this course. Begin it first."))
NOT_YET = ("TRAINING_NOT_YET", _("This day has not come yet. Note it on the day or later."))
PUBLISHED = ("TRAINING_PUBLISHED", sql_texts.PUBLISHED)
SESSION_OVER = ("TRAINING_SESSION_OVER", sql_texts.SESSION_OVER)
