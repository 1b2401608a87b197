"""The window of the official portal and the clipboard, while somebody files there by hand; nothing of it stays.

Whatever the visit comes to that the window does not stand beside closes it and overwrites the clipboard: hiding, the
helper's going, the end of the visit. Opening takes long, and what is open is looked at from the core's thread.
"""

from __future__ import annotations

import threading
from typing import Final
from urllib.parse import urlsplit

from kiosk.engine.copying import Copying, copied_papers
from kiosk.engine.glass import Glass
from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.engine.portal_ports import PortalFile, PortalOpened
from kiosk.procedures.shown import shown_official
from kiosk.tickets.ports import StoreError
from kiosk.visit.events import Event
from kiosk.visit.kinds import RealVisit
from kiosk.visit.portal_reports import ClipboardCleared, NotCopied, WindowGone, WindowRefused, WindowStands
from kiosk.visit.portaling import NEVER_COPIED
from kiosk.visit.states import OF_PORTAL, Visit

PASTE_WITHIN: Final = 30.0
"""Seconds that an answer lies on the clipboard."""
_AGAIN: Final = 2.0
"""Seconds after which a clipboard that nobody could overwrite is tried again."""


class BesidePortal:
    """Opens and closes on workers, one at a time; ``look`` and ``job`` are of the core's thread."""

    def __init__(self, parts: Parts, copying: Copying) -> None:
        self._content = parts.content
        self._window, self._clipboard = parts.portal.window, parts.portal.clipboard
        self._copying = copying
        self._world = parts.world
        self._one_at_a_time = threading.Lock()
        self._wanted = 0
        """Which opening is wanted, from 1 on; 0: none."""
        self._turns = 0
        self._hand = threading.Lock()
        """Whoever changes the clipboard holds it."""
        self._copied = 0
        """Which copying is wanted on the clipboard, from 1 on; 0: none. One that comes too late puts nothing there."""
        self._clear_at: float | None = None
        """When the clipboard is to be overwritten; None while nothing of anybody lies there."""
        self._unclear = False
        """True while it could not be overwritten."""
        self._again_at = 0.0
        """Not before that is it tried again."""

    # --- the core's thread ----------------------------------------------------------------------------------

    def begin(self) -> int:
        """Want a window from now on; return the number of its opening."""
        self._turns += 1
        self._wanted = self._turns
        return self._wanted

    def copies(self, now: float) -> int:
        """An answer is about to be put on the clipboard; return the number of this copying."""
        self._turns += 1
        self._copied, self._clear_at = self._turns, now + PASTE_WITHIN
        return self._copied

    def clears(self) -> None:
        """The clipboard is about to be overwritten: what has not been put there by now is not wanted any more."""
        self._copied = 0

    def look(self, visit: Visit, now: float) -> Event | None:
        """Close what no page stands beside any more; return what there is to tell of the window or the clipboard."""
        if self._unclear and now >= self._again_at:
            self._again_at = now + _AGAIN
            self._world.jobs.submit(self._clear)
        if visit.state not in OF_PORTAL:
            self.over()
            return None
        if self._clear_at is not None and now >= self._clear_at:
            self._empty()
            return ClipboardCleared()
        if visit.portal.window == "open" and not self._window.is_open():
            self._wanted = 0
            return WindowGone()
        return None

    def over(self) -> None:
        """Nobody files there any more."""
        if self._wanted:
            self._wanted = 0
            self._world.jobs.submit(self._close)
        if self._clear_at is not None:
            self._empty()

    def close(self) -> None:
        """The program ends: nothing is left of it."""
        if self._wanted or self._clear_at is not None or self._unclear:
            self._wanted, self._copied, self._clear_at = 0, 0, None
            self._close()
            self._clear()

    def _empty(self) -> None:
        self._copied, self._clear_at = 0, None
        self._world.jobs.submit(self._clear)

    # --- workers --------------------------------------------------------------------------------------------

    def open(self, visit: RealVisit, glass: Glass, turn: int) -> Outcome:
        """Open the procedure's page with what was copied of papers."""
        procedure = self._content.catalogue.procedures[visit.asked.procedure]
        filing = procedure.filing
        try:
            attached = self._copying.attached(glass, procedure, visit)
        except StoreError as broken:
            return Outcome(WindowRefused(broken.code))
        if attached is None:
            return Outcome(WindowRefused("copies-gone"))
        papers = copied_papers(procedure, visit)
        files = tuple(
            PortalFile(f"{at}-{paper.id.replace('_', '-')}.pdf", one.data)
            for at, (paper, one) in enumerate(zip(papers, attached, strict=True), 1)
        )
        host = filing.host or urlsplit(filing.url).hostname or ""
        hosts = tuple(dict.fromkeys((host, *self._content.settings.kiosk.portal.hosts)))
        with self._one_at_a_time:
            if turn != self._wanted:
                return Outcome(None)
            # What a crash has left of the one before.
            self._window.close()
            answer = self._window.open(filing.url or f"https://{host}/", hosts, files)
        if isinstance(answer, PortalOpened):
            self._world.journal.note("portal-opened")
            return Outcome(WindowStands())
        self._world.journal.note("portal-refused", code=answer.code)
        return Outcome(WindowRefused(answer.code))

    def copy(self, visit: RealVisit, question: str, turn: int) -> Outcome:
        """Put one answer on the clipboard, as officers read it, unless it is to be empty again by now."""
        text = self._official(visit, question)
        with self._hand:
            if turn != self._copied:
                return Outcome(None)
            put = bool(text) and self._clipboard.put(text)
        return Outcome(None if put else NotCopied())

    def clear(self) -> Outcome:
        """Overwrite the clipboard."""
        self._clear()
        return Outcome(None)

    def _clear(self) -> None:
        """Overwrite it; what could not be is noted once, and tried again."""
        with self._hand:
            before, self._unclear = self._unclear, not self._clipboard.clear()
            failed = self._unclear and not before
        if failed:
            self._world.journal.note("effect-failed", effect="clear-clipboard", code="unknown")

    def _close(self) -> None:
        with self._one_at_a_time:
            if not self._wanted:
                self._window.close()

    def _official(self, visit: RealVisit, name: str) -> str:
        procedure = self._content.catalogue.procedures[visit.asked.procedure]
        question = next((one for one in procedure.questions if one.id == name), None)
        given = visit.asked.answers.get(name)
        if question is None or given is None or question.type in NEVER_COPIED:
            return ""
        return shown_official(question, given.value, self._content.texts, self._content.catalogue.lists)
