"""Playing a journey: one verb a step, carried out through the hands of a face."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.presenter.view import ScreenView
from kiosk.procedures.lists import Lists
from kiosk.tour.acting import Act, first_row, next_act
from kiosk.tour.desk_process import Form
from kiosk.tour.hands import Hands
from kiosk.tour.script import Journey, JourneyError, Step
from kiosk.wiring.example_ward import ExampleHelper

MOST_SCREENS = 200
MOST_PARTS = 30
_GLANCE = 10
"""Touches of a child between two looks at the screen."""


@dataclass
class Props:
    """What stands around the person: badges, card, tickets, the ward, time."""

    helpers: Mapping[str, ExampleHelper]
    """By how a journey calls them."""
    scan: Callable[[str], None]
    last_ticket: Callable[[], str]
    """The digits read from the QR code of the last printed ticket."""
    wait: Callable[[float], None]
    hear: Callable[[], None]
    """Let time pass until the screen has been read aloud."""
    listen: Callable[[], None]
    """Let time pass until the sentence that is being said has been said."""
    lay: Callable[[str], None]
    """Lay something on the glass of the document scanner."""
    desk: Callable[[str], None]
    homes: Callable[[str], None]
    """An officer plans visits at home: see script.Step.homes."""
    phone: Callable[[], None]
    """Another helper takes the open call."""
    officer: Callable[[Form], None]
    lists: Lists
    """The kiosk's own, for names to type."""


@dataclass
class Player:
    """One person playing one journey."""

    journey: Journey
    language: str
    hands: Hands
    props: Props
    seen: Callable[[str], None]
    """Told after each step: keeps the picture and the measures."""
    done: list[str] = field(default_factory=list)
    who: str = "on-shift"

    @property
    def helper(self) -> ExampleHelper:
        """Whoever helps now."""
        return self.props.helpers[self.who]

    def play(self) -> None:
        """Carry out all steps. Raises JourneyError at the first that cannot be."""
        self.seen("begin")
        for number, step in enumerate(self.journey.steps, 1):
            name, value = _act(step)
            try:
                VERBS[name](self, value)
            except JourneyError as broken:
                state = self.hands.screen().state
                raise JourneyError(f"step {number} ({name}) at {state}: {broken}") from broken
            self.done.append(name)

    def tap(self, target: str) -> None:
        """Touch one thing and keep what follows."""
        target = f"language:{self.language}" if target == "language" else target
        target = first_row(self.hands.screen(), target)
        if self.journey.pictures_only:
            _seen_by_its_picture(self.hands.screen(), target)
        self.hands.tap(target)
        self.seen(f"tap {target}")

    def enter(self, text: str, what: str) -> None:
        """Type something and keep what follows."""
        self.hands.enter(text)
        self.seen(f"enter {what}")

    def reply(self, view: ScreenView, question: str) -> None:
        """Answer one question from the journey's script."""
        value = self.journey.answers.get(question, "")
        if self.journey.corrections and view.layout == "workbench":
            raise JourneyError("not a question")
        self.put(question, value)

    def put(self, question: str, value: str) -> None:
        """Answer the question on screen: by its buttons and keys, part by part, until another screen comes."""
        for _ in range(MOST_PARTS):
            if "keys" in {way.id for way in self.hands.screen().side_choices}:
                self.tap("keys")
            view = self.hands.screen()
            act = next_act(view, value, self.props.lists)
            if act is None:
                raise JourneyError(f"no way to answer {question}")
            self._do(act, question)
            after = self.hands.screen()
            if question_on(after) != question or _same(view, after):
                return
        raise JourneyError(f"{question} has too many parts")

    def _do(self, act: Act, question: str) -> None:
        match act.kind:
            case "tap":
                self.tap(act.text)
            case "enter":
                self.enter(act.text, question)
            case "spell":
                self.hands.spell(act.text)
                self.seen(f"spell {question}")
            case _:
                self.hands.dont_know()
                self.seen(f"don't know {question}")


def _seen_by_its_picture(view: ScreenView, target: str) -> None:
    """Raise JourneyError when somebody who doesn't read could not tell what ``target`` is."""
    footer = (getattr(view.footer, name) for name in view.footer.__struct_fields__)
    marks = (button for card in view.papers for button in (card.yes, card.no))
    single = (view.go_on, view.next_page, view.previous_page, view.hide)
    offered = (*view.choices, *view.side_choices, *view.suggestions, *single, *footer, *marks)
    plain = {button.id for button in offered if button is not None and not button.picture}
    if target in plain and not target.startswith("language"):
        raise JourneyError(f"{target} has no picture")
    if target.startswith(("key:", "vowel:", "tone:")):
        raise JourneyError(f"{target} is a letter")


def _same(before: ScreenView, after: ScreenView) -> bool:
    """Tell whether an act has led nowhere."""
    shown = ("question", "page", "entry", "suggestions")
    return all(getattr(before, name) == getattr(after, name) for name in shown)


def _act(step: Step) -> tuple[str, Any]:
    given = [
        (name, getattr(step, name))
        for name in step.__struct_fields__
        if getattr(step, name) not in ("", False, 0, {}, ())
    ]
    if len(given) != 1:
        raise JourneyError("a step does exactly one thing")
    return given[0]


def question_on(view: ScreenView) -> str:
    """Return the id of the question on screen, "" for none."""
    if view.state != "question":
        return ""
    if view.entry is not None:
        return view.entry.question
    ids = (getattr(button.event, "question", "") for button in view.choices)
    return next((name for name in ids if name), "")


def _see(player: Player, state: str) -> None:
    if player.hands.screen().state != state:
        raise JourneyError(f"expected {state}")


def _shows(player: Player, picture: str) -> None:
    view = player.hands.screen()
    rows, papers, path = ([one.picture for one in part] for part in (view.rows, view.papers, view.path))
    if picture not in {*rows, *papers, *path}:
        raise JourneyError(f"expected the picture {picture}")


def _pages(player: Player, button: str) -> None:
    for _ in range(MOST_SCREENS):
        if button not in {choice.id for choice in player.hands.screen().choices}:
            return
        player.props.hear()
        player.tap(button)
    raise JourneyError("too many pages")


def _papers(player: Player, _: bool) -> None:  # noqa: FBT001 - the step's own value
    for _page in range(MOST_SCREENS):
        view = player.hands.screen()
        if view.state != "papers":
            return
        if "have-all" in {one.id for one in view.side_choices} and all(
            player.journey.papers.get(card.id) for card in view.papers
        ):
            player.tap("have-all")
            continue
        for card in view.papers:
            has = player.journey.papers.get(card.id, False)
            player.tap(f"paper:{card.id}:{'yes' if has else 'no'}")
        player.tap("go-on")
    raise JourneyError("too many papers")


def _answers(player: Player, wanted: tuple[str, ...] | bool) -> None:  # noqa: FBT001 - the step's own value
    last = wanted[-1] if isinstance(wanted, tuple) else ""
    for _ in range(MOST_SCREENS):
        view = player.hands.screen()
        question = question_on(view)
        if not question:
            return
        player.reply(view, question)
        if question_on(player.hands.screen()) == question:
            banner = player.hands.screen().banner
            raise JourneyError(f"{question} was not taken: {banner.text if banner else ''}")
        if question == last:
            return
    raise JourneyError("too many questions")


def _sign_in(player: Player, _: bool) -> None:  # noqa: FBT001 - the step's own value
    player.props.scan(player.helper.badge)
    player.seen("badge")
    if player.hands.screen().state == "sign-in-pin":  # whoever is on duty already types none
        player.enter(player.helper.pin, "pin")


def _helper(player: Player, who: str) -> None:
    player.who = who


def _correct(player: Player, changes: dict[str, str]) -> None:
    for question, value in changes.items():
        if question_on(player.hands.screen()) != question:
            _find_row(player, question)
            player.tap(f"row:{question}")
        if player.hands.screen().state == "workbench":
            player.tap(f"row:{question}")
        player.put(question, value)


def _find_row(player: Player, question: str) -> None:
    for _ in range(MOST_SCREENS):
        view = player.hands.screen()
        if question in {row.id for row in view.rows}:
            return
        if view.next_page is None:
            break
        player.tap(view.next_page.id)
    raise JourneyError(f"no row {question}")


def _scan(player: Player, what: str) -> None:
    nonsense = "https://vi-du.example/quang-cao"
    texts = {"card": player.journey.card, "badge": player.helper.badge, "nonsense": nonsense}
    player.props.scan(player.props.last_ticket() if what == "ticket" else texts[what])
    player.seen(f"scan {what}")


def _lay(player: Player, what: str) -> None:
    player.props.lay(what)


def _type_ticket(player: Player, _: bool) -> None:  # noqa: FBT001 - the step's own value
    player.enter(player.props.last_ticket(), "ticket")


def _wait(player: Player, seconds: float) -> None:
    player.props.wait(seconds)
    player.seen("wait")


def _hear(player: Player, _: bool) -> None:  # noqa: FBT001 - the step's own value
    player.props.hear()
    player.seen("heard")


def _watch(player: Player, _: bool) -> None:  # noqa: FBT001 - the step's own value
    seen = ""
    for _glance in range(MOST_SCREENS):
        view = player.hands.screen()
        if view.state != "show":
            raise JourneyError("there is nothing to watch")
        if view.film is not None:
            player.hands.watch()
        if view.question != seen:
            seen = view.question
            player.seen("watch")
        if "go-on" in {button.id for button in view.choices}:
            return
        player.props.listen()
    raise JourneyError("it never ends")


def _draw(player: Player, _: bool) -> None:  # noqa: FBT001 - the step's own value
    player.hands.draw()
    player.seen("draw")


def _begin(player: Player, text: str) -> None:
    player.hands.begin(text)
    player.seen("begin to type")


def _change_language(player: Player, whose: str) -> None:
    other = "km" if player.language == "vi" else "vi"
    wanted = player.language if whose == "own" else other
    before, typed = player.hands.screen(), player.hands.typed()
    player.hands.tap("language")
    player.seen("tap language")
    player.tap(f"language:{wanted}")
    after = player.hands.screen()
    if after.language != wanted:
        raise JourneyError(f"the screen speaks {after.language}, not {wanted}")
    if _place(before) != _place(after) or player.hands.typed() != typed:
        raise JourneyError("another language, and another place or other letters")


def _place(view: ScreenView) -> tuple[object, ...]:
    """Return what tells one place of a visit from another, whatever its language."""
    entry = view.entry
    typed = (entry.question, entry.part, entry.kind, entry.value) if entry is not None else ()
    marks = tuple((card.id, card.has) for card in view.papers)
    offered = tuple(button.id for button in (*view.choices, *view.side_choices))
    return (
        view.state,
        view.layout,
        view.page,
        view.pages,
        typed,
        marks,
        offered,
        tuple(row.id for row in view.rows),
    )


def _look(player: Player, _: bool) -> None:  # noqa: FBT001 - the step's own value
    look = player.journey.look
    player.tap("look")
    for button in look.buttons():
        _find(player, button)
    player.tap("look-done")
    if look.reach == "low":
        player.hands.stay_below()


def _find(player: Player, button: str) -> None:
    for _ in range(MOST_SCREENS):
        view = player.hands.screen()
        if view.next_page is None or button in {choice.id for choice in view.choices}:
            player.tap(button)
            return
        player.tap(view.next_page.id)
    raise JourneyError(f"no page shows {button}")


def _play(player: Player, times: int) -> None:
    for _ in range(0, times, _GLANCE):
        player.hands.play(min(_GLANCE, times))
        player.seen("play")


VERBS: dict[str, Callable[[Player, Any], None]] = {
    "tap": Player.tap,
    "find": _find,
    "see": _see,
    "pages": _pages,
    "papers": _papers,
    "answers": _answers,
    "sign_in": _sign_in,
    "helper": _helper,
    "pin": lambda player, _: player.enter(player.helper.pin, "pin"),
    "type_badge": lambda player, _: player.enter(player.helper.badge, "badge"),
    "correct": _correct,
    "hear": _hear,
    "watch": _watch,
    "wait": _wait,
    "scan": _scan,
    "lay": _lay,
    "type_ticket": _type_ticket,
    "year": lambda player, year: player.enter(str(year), "year"),
    "begin": _begin,
    "change_language": _change_language,
    "look": _look,
    "draw": _draw,
    "play": _play,
    "desk": lambda player, what: player.props.desk(what),
    "phone": lambda player, _: player.props.phone(),
    "shows": _shows,
    "homes": lambda player, what: player.props.homes(what),
    "officer": lambda player, fields: player.props.officer(fields),
}
