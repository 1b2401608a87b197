"""What can be seen in sign language: which clip tells the page that a visit stands on."""

from __future__ import annotations

from kiosk.procedures import Catalogue
from kiosk.procedures.films import Film, Films
from kiosk.visit.states import BUSY, HELPER_HOLDS, OVERLAYS, RESIDENT_ONLY, State, Visit

SIGNED = tuple(set(State) - BUSY - OVERLAYS - RESIDENT_ONLY - HELPER_HOLDS - {State.ATTRACT, State.SHOW})
"""States whose page may be seen in sign language."""


def clip_of(films: Films, catalogue: Catalogue, visit: Visit) -> Film | None:
    """Return the clip of the visit's page, of the one under an overlay; None where there is none that can be shown."""
    clip = films.signing(names(catalogue, visit))
    return clip if clip is not None and clip.file not in visit.showing.broken else None


def names(catalogue: Catalogue, visit: Visit) -> tuple[str, ...]:
    """Return what a clip of this page may be called, the closest name first.

    A question: procedure and id, or the id alone for all procedures. Any other page: its state.
    """
    state = visit.behind if visit.state in OVERLAYS and visit.behind is not None else visit.state
    if state is State.QUESTION:
        return f"{visit.asked.procedure}.{visit.asked.asking}", visit.asked.asking
    if state is State.APART:
        question = catalogue.next_apart(visit.asked.life_event, visit.asked.apart)
        return (question.id, state.value) if question is not None else (state.value,)
    return (state.value,) if state in SIGNED else ()
