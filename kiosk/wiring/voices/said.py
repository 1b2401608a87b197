"""What a kiosk can say in a language, in the order in which residents meet it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from typing import Final, Protocol, cast

import msgspec

from kiosk.clock import SystemClock
from kiosk.presenter.due import back_words
from kiosk.presenter.every_phrase import every_phrase
from kiosk.presenter.every_screen import NOBODY
from kiosk.presenter.scene import Scene, Stage
from kiosk.procedures import Catalogue
from kiosk.procedures.address import unit_name
from kiosk.procedures.hours import hours_of
from kiosk.procedures.types import Text
from kiosk.settings import Settings
from kiosk.texts import FALLBACK, LANGUAGES, Texts
from kiosk.texts.phrasebook import AFTER_LABEL, Phrasebook, Piece, parts_of, plain, sentences, shown
from kiosk.texts.spoken import Aloud
from kiosk.texts.territories import territories
from kiosk.texts.typing_km import KEYS
from kiosk.visit.events import Language
from kiosk.visit.states import Visit
from kiosk.wiring import content
from kiosk.wiring.showing import gallery

SOMEBODY: Final = "Anh Tài"
"""Fictional; stands where a helper's name is said."""
_NEVER: Final = frozenset(
    {
        *("attract", "badge", "devices", "footer", "header", "key", "list", "official", "pin", "recording"),
        *("slide", "slip", "terminal", "trial", "workbench"),
    }
)
"""Groups of texts that are shown or printed; what of them is said all the same, such as a button, the screens tell."""
_OF_A_DAY: Final = ("month.", "weekday.")
"""A phrase with one of these tells a day, so it is another one tomorrow."""
_RETURNING: Final = ("header.back", "help.back")
_WEEK_HOURS: Final = 7 * 24
_PLACE: Final = re.compile(r"\{\w*\}")
_ANYTHING: Final = "\ue000"
"""Stands for what nobody knows."""
_MOST_WORDS: Final = 2
"""Words of a number in a phrase that is the same every day: "Bước 3", "25 ngày". A ticket's number has more."""
_WORDS: Final = frozenset({"number", "letter", "month", "weekday", "said", "abbreviation"})
"""Groups of texts that values are said with; none of them is a phrase by itself."""


@dataclass(frozen=True)
class Saying:
    """One phrase that a screen says."""

    text: str
    vietnamese: str
    """The same in Vietnamese, "" where that is not known."""
    where: str
    """The procedure of the first screen that says it, in Vietnamese; "" for those of every visit."""
    screen: str
    """That screen's question, in Vietnamese."""
    pieces: tuple[Piece, ...]
    of_a_moment: bool
    """True where a name, a day or a number of somebody's own stands in it: nobody can say it beforehand."""


class _Moments(Protocol):
    def __call__(self, pieces: Sequence[Piece], *, fixed: bool) -> bool:
        """Tell whether these pieces make a phrase that nobody can say beforehand."""


class Repertoire:
    """Catalogue, texts and settings of one kiosk, for asking what it can say."""

    def __init__(self, catalogue: Catalogue, texts: Texts, settings: Settings) -> None:
        self.catalogue = catalogue
        self.texts = texts
        self.settings = settings
        self._sayings: dict[str, list[Saying]] = {}

    @classmethod
    def of(cls, settings: Settings) -> Repertoire:
        """Read everything. Raises CatalogueError or TextError."""
        served = content.serve(settings, gallery(settings))
        return cls(served.catalogue, content.read_texts(settings), settings)

    def book(self, language: str) -> Phrasebook:
        """Return the phrasebook of a language."""
        texts = (text for text in self._texts(language) if language != "km" or has_khmer(text))
        return Phrasebook(language, texts, Vocabulary(self.texts, language).words)

    def sayings(self, language: str) -> list[Saying]:
        """Return each phrase once, in the order of the screens; then what is said more seldom."""
        if language not in self._sayings:
            self._sayings[language] = list(self._collected(language))
        return self._sayings[language]

    def _collected(self, language: str) -> Iterable[Saying]:
        book, moments, beside = self.book(language), self._moments(language), self.meanings(language)
        found: dict[str, Saying] = {}

        def keep(
            text: str, vietnamese: str, where: str = "", screen: str = "", *, fixed: bool = False
        ) -> None:
            if plain(text) and plain(text) not in found:
                pieces = book.pieces(text)
                moment = moments(pieces, fixed=fixed)
                found[plain(text)] = Saying(text, vietnamese, where, screen, pieces, moment)

        for told in every_phrase(self._scene(language), cast("Language", language)):
            phrase, view = told.phrase, told.view
            where = beside.get(plain(view.header.where), view.header.where)
            first = view.speech[0] if view.speech else phrase
            screen = first.vietnamese or beside.get(plain(first.text), first.text)
            if phrase.language == language:
                vietnamese = phrase.text if language == FALLBACK else phrase.vietnamese
                keep(
                    phrase.text,
                    vietnamese or beside.get(plain(phrase.text), ""),
                    where,
                    screen,
                    fixed=told.fixed,
                )
            elif language == FALLBACK and phrase.vietnamese:
                keep(phrase.vietnamese, phrase.vietnamese, where, screen)
        for text, vietnamese in self._returning(language):
            keep(text, vietnamese, fixed=True)
        for text, vietnamese in self._seldom(language):
            keep(text, vietnamese)
        for text, vietnamese in self._filled(language):
            pieces = parts_said(book, text)
            if pieces:
                found.setdefault(plain(text), Saying(text, vietnamese, "", "", pieces, of_a_moment=True))
        return found.values()

    def _seldom(self, language: str) -> Iterator[tuple[str, str]]:
        """Yield what can be said besides, with its Vietnamese: texts alone, hints of practice, what lists hold."""
        for message_id in self.texts.message_ids():
            text = self.texts.say(language, message_id)
            alone = message_id.partition(".")[0] not in _WORDS
            if alone and is_said(message_id) and "{" not in text:
                yield text, self.texts.say(FALLBACK, message_id)
        for hint in texts_in(self.catalogue.exercises):
            yield hint.in_language(language), hint.vi
        yield from self._listed(language)

    def _returning(self, language: str) -> Iterator[tuple[str, str]]:
        """Yield when somebody will be here again, as it is told at each hour of a week."""
        scene = self._scene(language)
        for hour in range(_WEEK_HOURS):
            then = replace(scene, now=scene.now + timedelta(hours=hour))
            own, ours = (
                back_words(Stage(Visit(NOBODY, language=tongue), then))
                for tongue in (cast("Language", language), FALLBACK)
            )
            for message_id in _RETURNING if own else ():
                yield (
                    self.texts.say(language, message_id, when=own),
                    self.texts.say(FALLBACK, message_id, when=ours),
                )

    def _filled(self, language: str) -> Iterator[tuple[str, str]]:
        """Yield the texts with places, whose parts are said around what a moment fills in, and their Vietnamese."""
        for message_id in self.texts.message_ids():
            text = self.texts.say(language, message_id)
            if is_said(message_id) and message_id.partition(".")[0] not in _WORDS and "{" in text:
                yield text, self.texts.say(FALLBACK, message_id)

    def _listed(self, language: str) -> Iterator[tuple[str, str]]:
        """Yield the names that can be chosen by letters, as far as they are words of this language."""
        lists = self.catalogue.lists
        for item in lists.ethnicities.values():
            yield item.label.in_language(language), item.label.vi
        theirs, ours = territories(language), territories(FALLBACK)
        yield from ((name, ours[code]) for code, name in theirs.items())
        if language != "km":
            yield from ((name, name) for name in self._names())

    def _names(self) -> Iterator[str]:
        """Yield the names that are the same in all languages."""
        lists, point = self.catalogue.lists, self.settings.point
        names = lists.names
        yield from (*names.families, *names.khmer_families, *names.middles, *names.givens)
        yield from (*point.hamlets, point.ward.name)
        for unit in lists.provinces():
            yield from (unit.name, unit_name(unit, inside=True))

    def pieces(self, language: str) -> tuple[str, ...]:
        """Return once each what phrases are put together from that nobody can say beforehand."""
        single = (piece for one in self.sayings(language) for piece in one.pieces if piece.kind != "own")
        words = (word for word, _ in self.words(language))
        return tuple(dict.fromkeys((*(piece.text for piece in single), *words)))

    def words(self, language: str) -> Iterator[tuple[str, str]]:
        """Yield each word that numbers, days, times and letters are said with, and the same in Vietnamese."""
        for message_id in self.texts.message_ids():
            if message_id.partition(".")[0] in _WORDS:
                text, vietnamese = (self.texts.say(one, message_id) for one in (language, FALLBACK))
                for part in parts_of(text):
                    yield part, shown(vietnamese)

    def meanings(self, language: str) -> Mapping[str, str]:
        """Return the Vietnamese of each text, of each of its sentences and of what stands around its places."""
        found: dict[str, str] = {}
        pairs = [(text.in_language(language), text.vi) for text in self._of_catalogue()]
        pairs += [
            (self.texts.say(language, one), self.texts.say(FALLBACK, one)) for one in self.texts.message_ids()
        ]
        for text, vietnamese in pairs:
            single, beside = sentences(text), sentences(vietnamese)
            if len(single) == len(beside):
                found |= dict(zip(single, beside, strict=True))
            found |= dict.fromkeys(parts_of(text), shown(vietnamese))
        return found | {plain(text): vietnamese for text, vietnamese in pairs}

    def _moments(self, language: str) -> _Moments:
        ids = [one for one in self.texts.message_ids() if one.startswith(_OF_A_DAY)]
        days = {plain(self.texts.say(language, one)) for one in ids}
        numbers = Vocabulary(self.texts, language).numbers

        def of_a_moment(pieces: Sequence[Piece], *, fixed: bool) -> bool:
            runs = [len(list(run)) for kind, run in groupby(piece.kind for piece in pieces) if kind == "word"]
            own = any(piece.kind == "own" for piece in pieces)
            day = len(pieces) > 1 and any(piece.text in days for piece in pieces)
            time = any(piece.kind == "word" and piece.text not in numbers for piece in pieces)
            return own or day or (not fixed and (time or max(runs, default=0) > _MOST_WORDS))

        return of_a_moment

    def _of_catalogue(self) -> Iterator[Text]:
        yield from texts_in(self.catalogue.events)
        yield from texts_in(tuple(self.catalogue.procedures.values()))
        yield from texts_in((self.catalogue.guides, self.catalogue.exercises, self.catalogue.lists))

    def _texts(self, language: str) -> Iterator[str]:
        """Yield every text of a language, then the names that are the same in all."""
        yield from (self.texts.say(language, message_id) for message_id in self.texts.message_ids())
        for text in self._of_catalogue():
            yield text.in_language(language)
        yield from territories(language).values()
        yield from (self.texts.say(own, "language.name") for own in LANGUAGES)
        yield from (guide.page.address for guide in self.catalogue.guides if guide.page is not None)
        yield from self._names()
        if language == FALLBACK:
            yield from (procedure.official for procedure in self.catalogue.procedures.values())
        if language == "km":
            yield from KEYS

    def _scene(self, language: str) -> Scene:
        return Scene(
            self.catalogue,
            self.texts,
            self.settings.point,
            self.settings.kiosk.languages,
            SystemClock().now(),
            trial=False,
            hours=hours_of(self.settings.point),
            on_duty=SOMEBODY,
            listens=frozenset({language}),
            screen=self.settings.kiosk.screen,
        )


def is_said(message_id: str) -> bool:
    """Tell whether a text of the kiosk is said at all, not only shown or printed."""
    return message_id.partition(".")[0] not in _NEVER


def parts_said(book: Phrasebook, text: str) -> tuple[Piece, ...]:
    """Return the pieces that are said of a text with {places} whatever is put into these."""
    pieces = book.pieces(_PLACE.sub(_ANYTHING, text))
    return tuple(piece for piece in pieces if piece.kind != "own")


def has_khmer(text: str) -> bool:
    """Tell whether a text is in Khmer at all: a name that is written as in Vietnamese is said in Vietnamese."""
    return any("\u1780" <= letter <= "\u17ff" for letter in text)


def texts_in(some: object) -> Iterator[Text]:
    """Yield every text in a part of the catalogue, however deep it lies."""
    if isinstance(some, Text):
        yield some
    elif isinstance(some, msgspec.Struct):
        for name in some.__struct_fields__:
            yield from texts_in(getattr(some, name))
    elif isinstance(some, (tuple, list)):
        for one in some:
            yield from texts_in(one)
    elif isinstance(some, dict):
        yield from texts_in(tuple(some.values()))


class Vocabulary:
    """The words that numbers, days, times and codes are said with in one language, recorded once each."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._aloud = Aloud(texts)
        self._language = language
        self.numbers = frozenset(plain(word) for word in self._aloud.every_word(language))
        self._recorded = dict(self._spoken_to_recorded(texts))
        longest_first = sorted(self._recorded, key=len, reverse=True)
        self._next = re.compile("|".join(rf"{re.escape(one)}(?!\w)" for one in longest_first), re.IGNORECASE)
        if language == "km":  # written without blanks between words
            self._next = re.compile("|".join(re.escape(one) for one in longest_first))

    def _spoken_to_recorded(self, texts: Texts) -> Iterator[tuple[str, str]]:
        for message_id in texts.message_ids():
            if message_id.partition(".")[0] in _WORDS:
                for word in parts_of(texts.say(self._language, message_id)):
                    yield plain(self._aloud.spoken(word, self._language)).casefold(), word

    def words(self, value: str, _language: str) -> tuple[Piece, ...]:
        """Return the words of a value that has a digit in it; () where something else is said with it, too."""
        if not any(one.isdecimal() for one in value):
            return ()
        found: list[Piece] = []
        said, at = plain(self._aloud.spoken(value, self._language)), 0
        while at < len(said):
            if said[at] in " ,":
                if said[at] == "," and found:
                    found[-1] = replace(found[-1], pause=AFTER_LABEL)
                at += 1
                continue
            match = self._next.match(said, at)
            if match is None:
                return ()
            found.append(Piece(self._recorded[match.group().casefold()], "word"))
            at = match.end()
        return tuple(found)
