"""The states of a visit, and which of them belong together."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a visit stands. One state, one screen."""

    ATTRACT = "attract"
    UNATTENDED = "unattended"
    HOME = "home"
    QUEUE = "queue"
    TAKING = "taking"
    OPENING = "opening"
    CALLING = "calling"
    DEVICES = "devices"
    ABSENT_WHO = "absent-who"
    ABSENT_RELATION = "absent-relation"
    ABSENT_AUTHORISATION = "absent-authorisation"
    ABSENT_WAYS = "absent-ways"
    ABSENT_WAITS = "absent-waits"
    PRACTISE = "practise"
    PRACTISED = "practised"
    STORY = "story"
    DECIDE = "decide"
    SCORE = "score"
    SEARCH = "search"
    LISTEN = "listen"
    LEARN = "learn"
    GUIDE = "guide"
    APART = "apart"
    SIBLINGS = "siblings"
    REFER = "refer"
    ABOUT = "about"
    SHOW = "show"
    PAPERS = "papers"
    QUESTION = "question"
    WHOSE_CARD = "whose-card"
    CARD = "card"
    REVIEW = "review"
    CONSENT = "consent"
    COPY_CONSENT = "copy-consent"
    COPIES = "copies"
    LAY_DOWN = "lay-down"
    COPYING = "copying"
    COPY_SEEN = "copy-seen"
    MORE_PAGES = "more-pages"
    COPIES_FULL = "copies-full"
    WAYS = "ways"
    SAVE_YEAR = "save-year"
    SAVING = "saving"
    WAIT_HELPER = "wait-helper"
    SIGN_IN_BADGE = "sign-in-badge"
    SIGN_IN_PIN = "sign-in-pin"
    SIGNING_IN = "signing-in"
    OVERRIDE = "override"
    UNLOCK = "unlock"
    HANDOVER = "handover"
    WITNESS = "witness"
    WORKBENCH = "workbench"
    CONFIRM = "confirm"
    PORTAL_READY = "portal-ready"
    PORTAL = "portal"
    PORTAL_CODE = "portal-code"
    SEALING = "sealing"
    SENDING = "sending"
    NOT_KEPT = "not-kept"
    PRINTING = "printing"
    TICKET_ASK = "ticket-ask"
    TICKET_FAILED = "ticket-failed"
    TICKET_OUT = "ticket-out"
    LEAVE_COPY = "leave-copy"
    LEAVING_COPY = "leaving-copy"
    COPY_LEFT = "copy-left"
    THANKS = "thanks"
    PRINTING_LIST = "printing-list"
    RATE = "rate"
    REASON = "reason"
    RECOVER = "recover"
    RESUME = "resume"
    LOOKING = "looking"
    RESUME_YEAR = "resume-year"
    RESUMED = "resumed"
    FORGET = "forget"
    FORGETTING = "forgetting"
    FORGOTTEN = "forgotten"
    TICKET_LOST = "ticket-lost"
    STATUS = "status"
    LANGUAGES = "languages"
    LOOK = "look"
    HELP = "help"
    POINTING = "pointing"
    SIGNS = "signs"
    START_OVER = "start-over"
    HIDDEN = "hidden"
    HIDDEN_PIN = "hidden-pin"
    IDLE = "idle"
    ROUND_OPENING = "round-opening"
    ROUND = "round"
    HOME_STOP = "home-stop"
    STOP_THINGS = "stop-things"
    SIGN_RESIDENT = "sign-resident"
    SIGN_SEEN_BY = "sign-seen-by"
    SIGN_HELPER = "sign-helper"
    STOP_KEEPING = "stop-keeping"


RESIDENT_ONLY = frozenset(
    {
        State.CONSENT,
        State.COPY_CONSENT,
        State.HANDOVER,
        State.WITNESS,
        State.CONFIRM,
        State.LEAVE_COPY,
        State.SIGN_RESIDENT,
    }
)
"""Pages on which only the resident's own hand counts, on the glass or on the residents' keypad: the helper's keys,
scanner and badge are dead."""

BUSY = frozenset(
    {
        State.TAKING,
        State.OPENING,
        State.COPYING,
        State.SAVING,
        State.SIGNING_IN,
        State.SEALING,
        State.SENDING,
        State.PRINTING,
        State.LEAVING_COPY,
        State.PRINTING_LIST,
        State.LOOKING,
        State.FORGETTING,
        State.ROUND_OPENING,
        State.STOP_KEEPING,
    }
)
"""The machine is at work and answers by itself; nothing may wipe or interrupt it, but for a copy that is stopped."""

HIDES = frozenset({State.HIDDEN, State.HIDDEN_PIN})
"""Pages that hide what a helper was at: nothing of anybody stands on them."""

OVERLAYS = HIDES | {
    State.LANGUAGES,
    State.LOOK,
    State.HELP,
    State.POINTING,
    State.SIGNS,
    State.START_OVER,
    State.IDLE,
}
"""Pages laid over another one, which comes back unchanged."""

PRACTICE_ONLY = frozenset({State.PRACTISE, State.PRACTISED, State.STORY, State.DECIDE, State.SCORE})
"""Pages that no resident's own visit comes to."""

OF_COPIES = frozenset(
    {
        State.COPIES,
        State.LAY_DOWN,
        State.COPYING,
        State.COPY_SEEN,
        State.MORE_PAGES,
        State.COPIES_FULL,
    }
)
"""Copies of papers are made: by the helper who holds the visit, if there is one."""

OF_PORTAL = frozenset({State.PORTAL, State.PORTAL_CODE})
"""Pages beside which the window of the official portal stands; on every other one it is closed."""

TOLD_TO_RESIDENT = frozenset({State.POINTING, State.HIDDEN, State.PORTAL_READY})
"""Pages that tell the resident something while a helper holds the visit: shown and said in the resident's way."""

OF_ROUND = frozenset(
    {
        State.ROUND,
        State.HOME_STOP,
        State.STOP_THINGS,
        State.SIGN_RESIDENT,
        State.SIGN_SEEN_BY,
        State.SIGN_HELPER,
    }
)
"""A helper visits homes, and the resident signs there; nobody's visit at the kiosk is under way."""

HELPER_HOLDS = frozenset(
    {
        State.WORKBENCH,
        State.PORTAL_READY,
        *OF_PORTAL,
        State.CALLING,
        State.DEVICES,
        State.OVERRIDE,
        State.UNLOCK,
        State.ROUND_OPENING,
        State.STOP_KEEPING,
        *(OF_ROUND - RESIDENT_ONLY),
    }
)
"""The screen is the helper's (editing a question from the workbench is, too: see ``Visit.helper_holds``)."""
