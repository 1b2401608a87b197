"""Turns a complaint of the procedures into one of the visit, without choosing words."""

from __future__ import annotations

from kiosk.procedures.answers import Complaint as Objection
from kiosk.visit.states import Complaint


def complaint_of(objection: Objection) -> Complaint:
    """Carry code and the procedure's own sentence over, in all its languages."""
    say = {}
    if objection.say is not None:
        say = {language: objection.say.in_language(language) for language in ("vi", "en", "km")}
    return Complaint(objection.code, say)
