"""What is said of the thing that keys have brought somebody to, and of what has just been typed.

Name first, then its state, then more, since most people go on after the first word. Nothing is said on screens that
say nothing themselves: the first one excepted, those are the helper's. What is typed into a private field is private;
how many digits there are by now is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from kiosk.presenter import asking
from kiosk.presenter.key_names import key_name, letter_name, spelled
from kiosk.presenter.present import present
from kiosk.presenter.scene import Scene, Stage
from kiosk.presenter.speech import HELPERS_ACTS, VOICELESS
from kiosk.presenter.view import Button, Phrase, Row, ScreenView
from kiosk.texts import FALLBACK
from kiosk.texts.typing_vi import last_syllable
from kiosk.visit.events import Attend, ChooseLanguage, Language, OpenLanguages, OpenLook
from kiosk.visit.holding import HELPERS_LANGUAGE
from kiosk.visit.states import State, Visit

_WORDS: Final = frozenset({"name", "text"})
_DATES: Final = frozenset({"decade", "year", "month", "part", "unknown"})
_FEW: Final = 3
"""So many things are named one by one; of more in a row, the first and the last."""
_SECRET: Final = frozenset({"ticket", "badge", "pin"})
_GUARDS: Final = frozenset({State.SAVE_YEAR, State.RESUME_YEAR})
"""Pages whose birth year opens what was saved."""
_YEARS: Final = frozenset({"decade", "year"})
_DOT: Final = "•"


class _Said(NamedTuple):
    text: str
    language: Language | None = None
    private: bool = False
    vietnamese: str = ""
    """Said instead where another language has no voice for it."""


EACH_TIME: Final = frozenset({"attend.pad-numbers", "attend.awake"})
"""What is said on each screen anew, once it has been read: there the keys mean something else."""


def lessons(view: ScreenView, given: Attend) -> tuple[str, ...]:
    """Return the ids of the texts that teach these keys and this screen, in their order."""
    if view.layout == "attract":
        return ("attend.attract",)
    found = [f"attend.{given.keys}"]
    if view.layout == "numbers":
        found.append("attend.pad-numbers" if given.keys == "pad" else "attend.keys-numbers")
    elif view.layout in {"keyboard", "date"}:
        found.append(f"attend.{view.layout}")
        if (view.layout, given.keys) == ("keyboard", "pad"):
            found.append("attend.pad-keyboard")
    if any(button.state == "off" for button in view.choices):
        found.append("attend.awake" if given.waits else "attend.asleep")
    return tuple(found)


def attended(
    visit: Visit, scene: Scene, view: ScreenView, given: Attend, teach: tuple[str, ...] = ()
) -> tuple[Phrase, ...]:
    """Return what is said of ``given`` on ``view``; ``teach``: texts for whoever is new to these keys."""
    if not view.speech and view.layout != "attract":
        return ()
    said = _said(Stage(visit, scene, view.language), view, given, teach)
    vietnamese = [""] * len(said)
    if view.language in VOICELESS:
        twin = present(replace(visit, language="vi"), scene, view.serial)
        vietnamese = [one.text for one in _said(Stage(visit, scene, "vi"), twin, given, teach)]
    return tuple(
        Phrase(
            text=one.text,
            language=one.language or view.language,
            vietnamese=one.vietnamese if one.language else beside,
            private=one.private,
        )
        for one, beside in zip(said, vietnamese, strict=False)
        if one.text
    )


def suggested(visit: Visit, scene: Scene, view: ScreenView) -> tuple[Phrase, ...]:
    """Return what is said when other suggestions have come up; nothing where there are none."""
    said = [one.text for one in _offered(Stage(visit, scene, view.language), view)]
    vietnamese = [one.text for one in _offered(Stage(visit, scene, "vi"), view)]
    return tuple(
        Phrase(text=text, language=view.language, vietnamese=beside if view.language in VOICELESS else "")
        for text, beside in zip(said, vietnamese, strict=True)
    )


def farewell(scene: Scene, language: Language) -> tuple[Phrase, ...]:
    """Return what is said to whoever went by keys when all of the visit is gone."""
    beside = scene.texts.say(FALLBACK, "attend.bye") if language in VOICELESS else ""
    text = scene.texts.say(language, "attend.bye")
    return (Phrase(text=text, language=language, vietnamese=beside),)


def _said(stage: Stage, view: ScreenView, given: Attend, teach: tuple[str, ...]) -> list[_Said]:
    taught = [one for text in teach for one in _lesson(stage, text)]
    if given.struck == "chosen:":
        return [*taught, *(one for one in _things(stage, view, given) if _is_chosen(view, given))]
    if given.struck:
        return [*taught, *_struck(stage, view, given)]
    things = list(_things(stage, view, given))
    if given.waits and stage.visit.state is State.TICKET_OUT:
        taught.append(_Said(stage.say(f"attend.slot-{stage.scene.slot}")))
    if given.waits and things and view.layout != "attract":
        things[0] = things[0]._replace(text=stage.say("attend.here", name=things[0].text))
    return [*taught, *things]


def _lesson(stage: Stage, text: str) -> Iterator[_Said]:
    if text == "attend.attract":
        for tongue in asking_tongues(stage):
            yield _Said(stage.scene.texts.say(tongue, text), tongue)
        return
    yield _Said(stage.say(text))


def asking_tongues(stage: Stage) -> tuple[Language, ...]:
    """Return the languages of the first screen."""
    known: tuple[Language, ...] = ("vi", "km", "en")
    return tuple(tongue for tongue in known if tongue in stage.scene.languages)


# --- things ----------------------------------------------------------------------------------------------


def _things(stage: Stage, view: ScreenView, given: Attend) -> Iterator[_Said]:
    if len(given.targets) == 1:
        yield from _thing(stage, view, given)
        return
    found = [name for target in given.targets if (name := _name(stage, view, target, given.step)).text]
    names, private = list(dict.fromkeys(one.text for one in found)), any(one.private for one in found)
    if len(names) > _FEW:
        yield _Said(stage.say("attend.row-of-keys", first=names[0], last=names[-1]), private=private)
    elif names:
        yield _Said(stage.say("attend.row", names=", ".join(names)), private=private)


def _thing(stage: Stage, view: ScreenView, given: Attend) -> Iterator[_Said]:
    (target,) = given.targets
    if given.waits and given.keys == "pad" and target.startswith("digit:"):
        return  # The keys themselves are the digits: nobody goes there.
    yield _name(stage, view, target, given.step)
    button = _buttons(view).get(target)
    if button is not None and button.state == "chosen":
        yield _Said(stage.say("attend.chosen"))
    if button is not None and button.hint:
        yield _Said(button.hint)
    if target.startswith("row:") and any(row.button is button for row in view.rows):
        yield _Said(stage.say("attend.edit"))
    places = [one.id for one in view.choices]
    if target in places and len(places) >= _FEW:
        yield _Said(stage.say("attend.position", at=places.index(target) + 1, of=len(places)))
    for card in view.papers:
        if button is card.no and card.has is False:
            yield _Said(card.hint)
    if target == "done:" and not given.waits:
        yield from _standing(stage, view, given)


def _is_chosen(view: ScreenView, given: Attend) -> bool:
    buttons = _buttons(view)
    return any(target in buttons and buttons[target].state == "chosen" for target in given.targets)


def _name(stage: Stage, view: ScreenView, target: str, step: str) -> _Said:
    """Return what a thing is called."""
    button = _buttons(view).get(target)
    if button is None:
        return _key(stage, view, *target.partition(":")[::2], step)
    if isinstance(button.event, ChooseLanguage):
        tongue = button.event.language
        khmer = stage.scene.texts.say(FALLBACK, "attend.khmer") if tongue == "km" else ""
        return _Said(stage.scene.texts.say(tongue, "language.name"), tongue, vietnamese=khmer)
    if isinstance(button.event, OpenLanguages):
        return _Said(stage.say("languages.ask"))
    if isinstance(button.event, OpenLook):
        return _Said(stage.say("attend.look"))
    for row in view.rows:
        if row.button is button:
            hidden = row.masked or row.quiet
            return _Said(stage.say("review.masked-spoken", label=row.label) if hidden else _line(row))
    for card in view.papers:
        if button in {card.yes, card.no}:
            return _Said(f"{card.name}: {button.text}")
    if isinstance(button.event, HELPERS_ACTS):
        return _Said(button.text, HELPERS_LANGUAGE, vietnamese=button.text)
    return _Said(button.text)


def _key(stage: Stage, view: ScreenView, kind: str, value: str, step: str) -> _Said:
    """Return what a key of a face is called. Those of the year that guards what was saved tell it to headphones only:
    whoever stands by would hear what is chosen.
    """
    if stage.visit.state not in _GUARDS or kind not in _YEARS:
        return _Said(key_name(stage, view, kind, value, step))
    if not stage.scene.headphones:
        return _Said(stage.say("attend.year-key"))
    return _Said(key_name(stage, view, kind, value, step), private=True)


def _line(row: Row) -> str:
    return f"{row.label}: {row.value}" if row.value else row.label


def _buttons(view: ScreenView) -> dict[str, Button]:
    """Return everything of the view that can be touched, by id."""
    f = view.footer
    single = (view.go_on, view.next_page, view.previous_page, view.hide)
    frame = (f.back, f.again, f.language, f.look, f.help, f.signs, f.start_over)
    many = (*view.choices, *view.side_choices, *view.suggestions, *single, *frame)
    inside = (
        *(row.button for row in view.rows),
        *(section.button for section in view.sections),
        *(button for card in view.papers for button in (card.yes, card.no)),
    )
    return {button.id: button for button in (*many, *inside) if button is not None}


# --- what is typed ---------------------------------------------------------------------------------------


def _struck(stage: Stage, view: ScreenView, given: Attend) -> Iterator[_Said]:
    kind, _, value = given.struck.partition(":")
    if kind == "nothing":
        yield _Said(stage.say("attend.no-change"))
    elif kind == "dark":
        yield _Said(stage.say(f"attend.dark-{value}"))
    elif kind == "word":
        yield _Said(stage.say("attend.typed", text=given.typed.strip()), private=_is_private(stage, view))
        yield from _offered(stage, view)
    elif kind in _DATES:
        yield _key(stage, view, kind, value, given.step)
        yield _Said(stage.say(f"attend.now-{given.step}"))
        yield from _things(stage, view, given)
    elif kind in {"letter", "typed", "tone", "digit", "delete"}:
        yield from _written(stage, view, given, kind, value)
        yield from _offered(stage, view)
    else:
        yield _key(stage, view, kind, value, given.step)


def _written(stage: Stage, view: ScreenView, given: Attend, kind: str, value: str) -> Iterator[_Said]:
    words = view.entry is not None and view.entry.kind in _WORDS
    if kind == "delete":
        yield _Said(stage.say("attend.deleted"))
        left = given.typed[last_syllable(given.typed) :] if words else ""
        yield from _left(stage, view, given, left)
        return
    if not words and view.entry is not None and len(given.typed) == view.entry.most:
        yield from _standing(stage, view, given)
        return
    if not words:
        yield _digit(stage, view, given, value)
        return
    private = _is_private(stage, view)
    name = key_name(stage, view, kind, value) if kind == "tone" else letter_name(stage, value)
    yield _Said(name, private=private)
    if private:
        yield _Said(stage.say("attend.count", count=len(given.typed)))
    syllable = given.typed[last_syllable(given.typed) :].strip()
    if len(syllable) > 1:
        yield _Said(syllable, private=private)


def _left(stage: Stage, view: ScreenView, given: Attend, left: str) -> Iterator[_Said]:
    if left.strip():
        yield _Said(stage.say("attend.left", text=left.strip()), private=_is_private(stage, view))
    else:
        yield from _standing(stage, view, given)


def _offered(stage: Stage, view: ScreenView) -> Iterator[_Said]:
    """Name the words that are suggested now."""
    names = ", ".join(button.text for button in view.suggestions)
    if names:
        yield _Said(stage.say("attend.suggested", names=names))


def _digit(stage: Stage, view: ScreenView, given: Attend, digit: str) -> _Said:
    """Return the digit; where it is nobody's business, how many there are."""
    if _is_private(stage, view) or _DOT in given.typed:
        return _Said(stage.say("attend.count", count=len(given.typed)))
    return _Said(digit)


def _standing(stage: Stage, view: ScreenView, given: Attend) -> Iterator[_Said]:
    """Say what stands in the entry: words whole and then letter by letter, digits one by one."""
    private, entry = _is_private(stage, view), view.entry
    if not given.typed.strip() or entry is None:
        yield _Said(stage.say("attend.nothing-typed"))
    elif entry.kind in _WORDS:
        yield _Said(stage.say("attend.typed", text=given.typed.strip()), private=private)
        for word in (one for one in given.typed.split() if len(one) > 1):
            letters = spelled(stage, word)
            yield _Said(stage.say("attend.spelled", word=word, letters=letters), private=private)
    else:
        if _DOT not in given.typed:
            digits = " ".join(given.typed)
            yield _Said(stage.say("attend.typed", text=digits), private=private)
        if private or _DOT in given.typed:
            yield _Said(stage.say("attend.count", count=len(given.typed)))


def _is_private(stage: Stage, view: ScreenView) -> bool:
    """Tell whether what is typed here may sound in headphones only."""
    if view.entry is None or stage.visit.unmasked:
        return False
    if view.entry.kind in _SECRET:
        return True
    if stage.visit.state is not State.QUESTION:
        return False
    asked = asking.current(stage)
    return asked.private or asked.type == "bank_account"
