"""Finding by speaking: the resident touches the microphone and is asked to speak; what is understood is typed.

The microphone is asked for when the page has been said to its end, so that it does not hear the kiosk itself; said
once more, the page closes it until then.
"""

from __future__ import annotations

from kiosk.visit.effects import ListenForWords
from kiosk.visit.events import Back, ListenToMe, Type
from kiosk.visit.finding import LONGEST, SOUGHT, look_for
from kiosk.visit.reports import PageHeard, WordsHeard
from kiosk.visit.seeking import Sought
from kiosk.visit.states import OVERLAYS, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay


@on(ListenToMe, State.SEARCH)
def listen_to_me(context: Context, visit: Visit, _: ListenToMe) -> Step:
    """Ask to speak; never where nothing at this point understands the language."""
    if visit.language not in context.listens:
        return refuse(visit, "not-asked")
    return go(visit, State.LISTEN, sought=Sought())


@on(PageHeard, State.LISTEN)
def asked_to_speak(_: Context, visit: Visit, __: PageHeard) -> Step:
    """Now listen."""
    return stay(visit, ListenForWords(visit.language, visit.spoken), heard=True, speaking=-1)


@on(WordsHeard, State.LISTEN, *OVERLAYS)
def words_heard(context: Context, visit: Visit, event: WordsHeard) -> Step:
    """Look for what was understood as if it had been typed; where nothing was, say so."""
    if visit.state is not State.LISTEN or event.turn != visit.spoken:
        return refuse(visit, "out-of-date")
    text = " ".join(event.text.split())[:LONGEST]
    searching = go(visit, State.SEARCH, sought=Sought(unheard=not text))
    return look_for(context, searching.visit, Type(SOUGHT, text)) if text else searching


@on(Back, State.LISTEN)
def rather_type(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the keys."""
    return go(visit, State.SEARCH, sought=Sought())


def is_listening(visit: Visit) -> bool:
    """Tell whether the microphone may be open."""
    return visit.state is State.LISTEN
