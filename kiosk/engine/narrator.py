"""Saying a screen phrase by phrase. Lives on the core's thread; clips are played by the speaker's own.

Where a language has no voice for a phrase, its Vietnamese is said. One without any voice (no sound card) is held for
the time it takes to read it, so that pages which must be heard wake at a sensible moment on a silent machine too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.clock import Clock
from kiosk.engine.ports import Jobs, Speaker, Voice
from kiosk.presenter.view import Phrase, ScreenView
from kiosk.visit.events import Event
from kiosk.visit.reports import PageHeard, PhraseStarted

READING_SECONDS = 0.055
"""A letter, for a slow reader."""
SHORTEST = 1.0


class Narrator:
    """One screen at a time. ``post`` takes a callable that is run on the core's thread.

    ``is_alone`` tells, in a worker, whether nobody but the person before the screen hears what sounds: only then
    something private does, and else it is held as if there were no voice.
    """

    def __init__(
        self,
        speaker: Speaker,
        voice: Voice,
        clock: Clock,
        jobs: Jobs,
        post: Callable[[Callable[[], Event | None]], None],
        *,
        is_alone: Callable[[], bool],
    ) -> None:
        self._speaker = speaker
        self._voice = voice
        self._clock = clock
        self._jobs = jobs
        self._post = post
        self._is_alone = is_alone
        self._turn = 0
        self._phrases: tuple[Phrase, ...] = ()
        self._next = 0
        self._whole = True
        self._slow = False
        self._later: tuple[Phrase, ...] = ()
        self._page: tuple[tuple[Phrase, ...], int] | None = None
        """A page that something was said into, and the phrase to go on with."""
        self._aloud = True
        self._until: float | None = None

    @property
    def deadline(self) -> float | None:
        """When a silently held phrase ends, in monotonic seconds."""
        return self._until

    def say(self, view: ScreenView, *, slow: bool = False) -> None:
        """Begin to say a whole screen, cutting off what is being said. Reports each phrase and the end."""
        self._begin(view.speech, 0, whole=True, slow=slow)

    def add(self, view: ScreenView, which: int) -> None:
        """Say one phrase of a screen that has been said already; reports nothing."""
        self._begin(view.speech[: which + 1], which, whole=False)

    def after(self, phrases: tuple[Phrase, ...]) -> None:
        """Say this once what is being said now has been said; reports nothing."""
        if self._phrases:
            self._later += phrases
        elif phrases:
            self._begin(phrases, 0, whole=False)

    def aside(self, phrases: tuple[Phrase, ...], *, resume: bool) -> None:
        """Say this instead of what is being said. ``resume``: a page that it breaks into is then said to its end."""
        page = self._page
        if self._phrases and self._whole:
            page = self._phrases, max(self._next - 1, 0)
        self._begin(phrases, 0, whole=False)
        self._page = page if resume else None

    def _begin(self, phrases: tuple[Phrase, ...], first: int, *, whole: bool, slow: bool = False) -> None:
        self.hush()
        self._phrases, self._next, self._whole, self._slow = phrases, first, whole, slow
        self._aloud = True
        turn = self._turn
        # Reported through the queue, like everything that happens: by then the screen may be another one.
        self._post(lambda: self._go_on(turn))

    def hush(self) -> None:
        """Be silent now; whatever was being said reports nothing more."""
        self._turn += 1
        self._until = None
        self._phrases = self._later = ()
        self._page = None
        self._speaker.hush()

    def cut(self, *, goes_on: bool) -> bool:
        """Be silent now; tell whether something was being said aloud.

        ``goes_on``: the phrases follow each other all the same, each held for the time it takes to read it.
        """
        if not self._phrases or not self._aloud:
            return False
        if not goes_on:
            self.hush()
            return True
        phrase = self._phrases[max(0, self._next - 1)]
        self._turn += 1
        self._aloud, self._next = False, max(1, self._next)
        self._speaker.hush()
        self._hold(phrase)
        return True

    def tick(self) -> Event | None:
        """Call when time has passed; returns the event to report, if any."""
        if self._until is None or self._clock.monotonic() < self._until:
            return None
        self._until = None
        return self._go_on(self._turn)

    def _go_on(self, turn: int) -> Event | None:
        if turn != self._turn:
            return None
        if self._next >= len(self._phrases):
            return self._ended_all(turn)
        index, self._next = self._next, self._next + 1
        phrase, slow = self._phrases[index], self._slow
        if self._aloud:
            self._jobs.submit(lambda: self._play(turn, phrase, slow=slow))
        else:
            self._hold(phrase)
        return PhraseStarted(index) if self._whole else None

    def _ended_all(self, turn: int) -> Event | None:
        """Go on with what waits: what was to be said after this, or the page that this broke into."""
        whole, self._phrases = self._whole, ()
        if self._later:
            self._phrases, self._next, self._whole, self._later = self._later, 0, False, ()
        elif self._page is not None:
            (self._phrases, self._next), self._whole, self._page = self._page, True, None
        if self._phrases:
            self._post(lambda: self._go_on(turn))
        return PageHeard() if whole else None

    def _play(self, turn: int, phrase: Phrase, *, slow: bool) -> None:
        # First whose visit it is, then whether it is still wanted: a clip of what nobody hears any more would lie
        # there for the next visit, and the wipe may come at any moment of what follows.
        visit = self._voice.visit()
        if turn != self._turn:
            return
        clip = self._clip(phrase, visit, slow=slow)

        def begin() -> Event | None:
            if turn != self._turn:
                return None
            if clip is None:
                self._hold(phrase)
            else:
                self._speaker.say([clip], lambda whole: self._ended(turn, phrase, whole=whole))
            return None

        self._post(begin)

    def _clip(self, phrase: Phrase, visit: int, *, slow: bool) -> Path | None:
        if phrase.private and not self._is_alone():
            return None
        try:
            clip = self._voice.clip(phrase.text, phrase.language, slow=slow, visit=visit)
            if clip is not None or not phrase.vietnamese:
                return clip
            return self._voice.clip(phrase.vietnamese, "vi", slow=slow, visit=visit)
        except Exception:  # noqa: BLE001 - a voice that breaks is a silent one: the page must wake all the same
            return None

    def _ended(self, turn: int, phrase: Phrase, *, whole: bool) -> None:
        def after() -> Event | None:
            if turn != self._turn:
                return None
            if whole:
                return self._go_on(turn)
            self._hold(phrase)
            return None

        self._post(after)

    def _hold(self, phrase: Phrase) -> None:
        self._until = self._clock.monotonic() + max(SHORTEST, len(phrase.text) * READING_SECONDS)
