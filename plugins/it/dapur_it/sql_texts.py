"""Sentences that the SQL of IT refuses with, here so that they are translated like all others."""

from dapur.contract import _

TEXTS = (_("The clock of a ticket stays as it ran. Set another state instead."),)
