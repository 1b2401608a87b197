"""What is being said, what of it is still to come, and what follows it: values, for the narrator."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.presenter.view import Phrase

READING_SECONDS = 0.055
"""A letter, for a slow reader."""
SHORTEST = 1.0


@dataclass(frozen=True)
class Reading:
    """A page, or a few phrases beside one."""

    phrases: tuple[Phrase, ...]
    rest: tuple[int, ...]
    """Which of them are still to be said; the first of these is being said, until it has been said to its end."""
    is_page: bool = False
    """True: each phrase and the end are reported."""
    slow: bool = False
    silenced: bool = False
    """True where the end has been come to without saying all of it."""
    later: tuple[Phrase, ...] = ()
    """Said when this has been said."""
    page: Reading | None = None
    """The page that this broke into: it then goes on."""

    @property
    def now(self) -> Phrase | None:
        """The phrase that is being said; None at the end."""
        return self.phrases[self.rest[0]] if self.rest else None

    @property
    def broken_into(self) -> Reading | None:
        """The page to go on with when this is cut off; None where there is none."""
        return self if self.is_page else self.page

    @property
    def after_this(self) -> Reading | None:
        """What is said when this has been said."""
        return beside(self.later, self.page) if self.later else self.page

    def said(self) -> Reading:
        """Return what is left when the present phrase has been said."""
        return replace(self, rest=self.rest[1:])

    def at_its_end(self) -> Reading:
        """Return this as if all of it had been said."""
        return replace(self, rest=(), silenced=True) if self.rest else self

    def on(self, speech: tuple[Phrase, ...], *, sounds: bool) -> Reading:
        """Return this on a page that says other things by now: what is gone from it is said no more.

        ``sounds``: but for the present phrase, which is said to its end.
        """
        if not self.is_page:
            return self if self.page is None else replace(self, page=self.page.on(speech, sounds=False))
        left = [self.phrases[at] for at in self.rest]
        if sounds and left and left[0] not in speech:
            speech = (*speech, left[0])
        return replace(self, phrases=speech, rest=tuple(speech.index(one) for one in left if one in speech))


def page_of(phrases: tuple[Phrase, ...], *, slow: bool = False) -> Reading:
    """Return a page that is said from its beginning."""
    return Reading(phrases, tuple(range(len(phrases))), is_page=True, slow=slow)


def beside(phrases: tuple[Phrase, ...], page: Reading | None = None) -> Reading:
    """Return a few phrases that are no page; ``page`` goes on after them."""
    return Reading(phrases, tuple(range(len(phrases))), page=page)


def reading_seconds(phrase: Phrase) -> float:
    """Return how long a slow reader takes."""
    return max(SHORTEST, len(phrase.text) * READING_SECONDS)
