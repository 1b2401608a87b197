"""Saying a screen phrase by phrase. Lives on the core's thread; clips are played by the speaker's own.

Where a language has no voice for a phrase, its Vietnamese is said. One without any voice (no sound card) is held for
the time it takes to read it, so that pages which must be heard wake at a sensible moment on a silent machine too. What
does sound must be heard: cut off by a touch, such a page is gone on with aloud.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.engine.ports import Jobs, Speaker, Voice
from kiosk.engine.reading import Reading, beside, page_of, reading_seconds
from kiosk.presenter.view import Phrase, ScreenView
from kiosk.visit.events import Event
from kiosk.visit.reports import PageHeard, PhraseStarted

PAUSE: Final = 2.0
"""Seconds without a touch after which a page that was cut off goes on."""


def _over(_whole: bool) -> None:  # noqa: FBT001 - as speakers call it
    """Nothing waits for the end of a chime."""


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
        self._reading: Reading | None = None
        self._until: float | None = None
        self._pauses = False
        """True while a page that was cut off waits for hands to rest."""
        self._again: Phrase | None = None
        """What is said first when the page is asked for once more."""
        self._chime: Path | None = None
        """What sounds before the next phrase."""

    @property
    def deadline(self) -> float | None:
        """When a silently held phrase or a pause ends, in monotonic seconds."""
        return self._until

    @property
    def sounds_private(self) -> bool:
        """True while something sounds, or is about to, that is nobody else's business."""
        now = self._reading.now if self._reading is not None and self._until is None else None
        return now is not None and now.private

    @property
    def has_private(self) -> bool:
        """True while something is being said of which a part is nobody else's business."""
        reading = self._reading
        every = () if reading is None else (*reading.phrases, *(reading.page.phrases if reading.page else ()))
        return any(phrase.private for phrase in every)

    def say(self, view: ScreenView, *, slow: bool = False) -> None:
        """Begin to say a whole screen, cutting off what is being said. Reports each phrase and the end."""
        self._again = view.speech[0] if view.speech and not slow else None
        self._begin(page_of(view.speech, slow=slow))

    def tell(self, phrase: Phrase) -> bool:
        """Say one phrase at once, and then go on with the page that it breaks into; tell whether there is one."""
        page = self._page
        self._begin(beside((phrase,), page))
        return page is not None

    def follow(self, view: ScreenView) -> None:
        """The page that is being said says other things by now."""
        if self._reading is not None:
            self._reading = self._reading.on(view.speech, sounds=not self._pauses)

    def after(self, phrases: tuple[Phrase, ...]) -> None:
        """Say this once what is being said now has been said; reports nothing."""
        if self._reading is not None:
            self._reading = replace(self._reading, later=self._reading.later + phrases)
        elif phrases:
            self._begin(beside(phrases))

    def aside(self, phrases: tuple[Phrase, ...], *, resume: bool) -> None:
        """Say this instead of what is being said. ``resume``: a page that it breaks into is then said to its end."""
        page = self._page
        self._begin(beside(phrases, replace(page, later=()) if resume and page is not None else None))

    def chime(self, clip: Path) -> None:
        """Have this sound before the next phrase, or at once where nothing sounds: nothing is cut off by it."""
        self._chime = clip
        if self._reading is None or self._reading.now is None or self._until is not None:
            self._ring()

    def _ring(self) -> None:
        if self._chime is not None:
            self._speaker.say(self._with_chime(), _over)

    def _with_chime(self, *clips: Path) -> list[Path]:
        chime, self._chime = self._chime, None
        return [chime, *clips] if chime is not None else [*clips]

    @property
    def _page(self) -> Reading | None:
        return None if self._reading is None else self._reading.broken_into

    def _begin(self, reading: Reading) -> None:
        self.hush()
        self._reading, turn = reading, self._turn
        # Reported through the queue, like everything that happens: by then the screen may be another one.
        self._post(lambda: self._go_on(turn))

    def hush(self) -> None:
        """Be silent now; whatever was being said reports nothing more."""
        self._turn += 1
        self._until, self._pauses = None, False
        self._reading = None
        self._speaker.hush()

    def cut(self) -> bool:
        """Be silent now; tell whether something was being said."""
        if self._reading is None or self._reading.now is None:
            return False
        self.hush()
        return True

    def pause(self, seconds: float = PAUSE, *, skip: bool = False) -> bool:
        """Be silent now, and go on with the page when this has not been called for some seconds.

        It goes on with the phrase that was cut off; ``skip``: it then is at its end. Tells whether something was
        being said aloud. What is held in silence goes on.
        """
        page, held = self._page, self._until is not None and not self._pauses
        if page is None:
            return self.cut()
        if held:
            return False
        aloud = not self._pauses
        self.hush()
        self._reading = page.at_its_end() if skip else page
        self._until, self._pauses = self._clock.monotonic() + seconds, True
        return aloud

    def tick(self) -> Event | None:
        """Call when time has passed; returns the event to report, if any."""
        if self._until is None or self._clock.monotonic() < self._until:
            return None
        paused, self._until, self._pauses = self._pauses, None, False
        return self._go_on(self._turn) if paused else self._said(self._turn)

    def _said(self, turn: int) -> Event | None:
        """The present phrase has come to its end."""
        if turn != self._turn or self._reading is None:
            return None
        self._reading = self._reading.said()
        return self._go_on(turn)

    def _go_on(self, turn: int) -> Event | None:
        """Say the present phrase; at the end, report it and begin what follows."""
        if turn != self._turn or self._reading is None:
            return None
        reading, phrase = self._reading, self._reading.now
        if phrase is not None:
            self._jobs.submit(lambda: self._play(turn, phrase, slow=reading.slow))
            return PhraseStarted(reading.rest[0]) if reading.is_page else None
        self._reading = reading.after_this
        if self._reading is not None:
            self._post(lambda: self._go_on(turn))
        else:
            self._ring()
        return PageHeard(silenced=reading.silenced) if reading.is_page else None

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
                self._ring()
                self._hold(phrase)
            else:
                self._speaker.say(
                    self._with_chime(clip), lambda whole: self._ended(turn, phrase, whole=whole)
                )
                self._foresee(phrase, visit)
            return None

        self._post(begin)

    def _foresee(self, phrase: Phrase, visit: int) -> None:
        """Have a page's first phrase made more slowly while it sounds: asked for once more it begins at once."""
        if phrase is not self._again or phrase.private:
            return
        self._again = None

        def make() -> None:
            self._clip(phrase, visit, slow=True)

        self._jobs.submit(make)

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
                return self._said(turn)
            self._hold(phrase)
            return None

        self._post(after)

    def _hold(self, phrase: Phrase) -> None:
        self._until = self._clock.monotonic() + reading_seconds(phrase)
