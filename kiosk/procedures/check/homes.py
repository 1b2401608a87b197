"""Forms by which somebody is asked to come to a home: which of their questions tell what."""

from __future__ import annotations

from kiosk.procedures.check.sheet import Said
from kiosk.procedures.types import Procedure

_FITS: dict[str, tuple[str, ...]] = {
    "name": ("full_name",),
    "place": ("address",),
    "for_whom": ("choice",),
    "landmark": ("choice", "text"),
    "phone": ("phone",),
    "when": ("choice",),
    "day": ("coming_day",),
    "needs": ("choice",),
}
CHOICES: dict[str, tuple[str, ...]] = {
    "for_whom": ("self", "relative", "neighbour", "bereaved"),
    "when": ("morning", "afternoon", "weekend", "any"),
    "needs": ("walk", "see_hear", "khmer", "none"),
}
"""What may be chosen where the answer is understood by the kiosk."""


def home(procedure: Procedure) -> Said:
    """Check that each part is told by a question of its type, with choices that are understood."""
    if procedure.home is None:
        return
    if procedure.kind != "form":
        yield ("home",), "it belongs to the kind form only"
    if procedure.papers and any(question.type == "attachment" for question in procedure.questions):
        yield ("home",), "nothing is shown or scanned where somebody comes to look at it"
    questions = {question.id: question for question in procedure.questions}
    for name, fits in _FITS.items():
        asked = getattr(procedure.home, name)
        if not asked:
            continue
        question = questions.get(asked)
        if question is None or question.type not in fits:
            yield ("home", name), f"the id of a question of type {' or '.join(fits)} is expected"
        elif name in CHOICES and {choice.id for choice in question.choices} - set(CHOICES[name]):
            yield ("home", name), f"a question with these choices is expected: {', '.join(CHOICES[name])}"
    if procedure.home.bereaved and not procedure.home.for_whom:
        yield ("home", "bereaved"), "it belongs to a form that asks for whom"
