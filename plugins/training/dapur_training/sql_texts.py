"""Sentences that the SQL of training refuses with, here so that they are translated like all others."""

from dapur.contract import _

PUBLISHED = _("What is published stays as it is. Start a new version.")
NO_ATTEMPTS_LEFT = _("No attempts are left. Ask your trainer for another one.")
ATTEMPT_CLOSED = _("This attempt is closed; its result stays as it is.")
TIME_OVER = _("The time is over. What was saved before counts.")
SESSION_OVER = _("This session is closed or cancelled. Choose another one.")
SESSION_FULL = _("All seats are taken. Join the waiting list, or choose another session.")
NOT_PROVEN = _("The course is not completed yet: something of it is still to be done or passed.")
