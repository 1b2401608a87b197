"""Every procedure is walked to its end, along every branch, by what the screen offers and nothing else.

A walk aims at one answer of one question, and so at every condition of the files both ways. What it sees is
composed for the glass and written for the terminal; the languages take turns, and in the full run each walks all.
"""

from dataclasses import dataclass, replace
from functools import cache, wraps

import pytest

from kiosk.procedures.types import Procedure
from kiosk.terminal import lines
from kiosk.tour.acting import next_act
from kiosk.ui.entry import begin
from kiosk.ui.parts import Target, tree
from kiosk.ui.screens.compose import compose
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import theme_for
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.states import State
from tests.visit.walking import (
    FULL,
    GOOD,
    SIGNED_IN,
    all_read,
    at_home,
    at_ways,
    catalogue,
    happen,
    offered,
    report,
    texts,
    touch,
    view_of,
)

LANGUAGES = ("vi", "km", "en")
MOST_ACTS = 900
SIZE, PX_PER_MM = (1280, 800), 3.81
BARE = ("consent", "workbench")
"""Pages that fill the glass, without a footer."""
FOOT = {"back", "again", "language", "help", "start-over", "look"}
DATES = ("2026-11-18", "2024-02-01", "1990-05-05", "1961-03-08", "1945-02-03")
"""Dates to try, one of which every rule of age and order lets pass."""
YEARS = ("1990", "1961", "1945", "2024")
FREE = {"date": DATES, "year": YEARS}


class PlainRuler:
    """Texts as wide as their letters are many: composing needs no font."""

    def width(self, text, role, weight):
        return 12.0 * len(text)

    def lines(self, text, role, weight, width):
        return [
            text[at : at + max(int(width // 12), 1)] for at in range(0, len(text), max(int(width // 12), 1))
        ] or [""]

    def filled(self, text, role, weight, width):
        return self.lines(text, role, weight, width)

    def line_height(self, text, role, *, loose):
        return 40.0


@dataclass(frozen=True)
class Aim:
    """The one answer that a walk is about; every other question gets its first answer that lets it be asked."""

    question: str
    value: str


def ways(event, answers):
    """Every way through the sibling questions of a tile, as answers."""
    question = catalogue().next_apart(event, answers)
    if question is None:
        yield answers
        return
    for choice in question.choices:
        yield from ways(event, {**answers, question.id: choice.id})


def values_of(question):
    """Every answer that may lead another way, or the one good answer of a free type."""
    kinds = {
        "choice": [choice.id for choice in question.choices],
        "yes_no": ["yes", "no"],
        "attachment": ["here", "later"],
        "relationship": list(question.offer) or ["mother", "self"],
        "phone": [GOOD["phone"], "relative:0912345678"],
        "address": [
            {"commune": "31639|||", "hamlet": "26791|Khu phố 46||"}.get(
                question.until, "26791|Khu phố 46|Số 8|"
            ),
            {"commune": "31684|||", "hamlet": "31684|Ấp Ví Dụ||"}.get(question.until, "31684|Ấp Ví Dụ|Số 4|"),
            "Ấp Ví Dụ, Phú Tân, Châu Thành, Sóc Trăng",
        ],
        "ethnicity": ["01", "05", "54"],
        "nationality": ["VN", "KH", "FR"],
        "date": [DATES[0]],
        "year": [YEARS[0]],
    }
    found = kinds.get(question.type) or [GOOD[question.type]]
    return [*found, ""] if question.optional else found


def aims(procedure):
    return [Aim(question.id, value) for question in procedure.questions for value in values_of(question)]


def wanted(procedure, aim):
    """The answers that bring the aimed question up, by id."""
    found = {}
    questions = {question.id: question for question in procedure.questions}

    def need(name):
        for condition in questions[name].when if name in questions else ():
            if condition.question in questions and found.get(condition.question) not in condition.among:
                found[condition.question] = condition.among[0]
                need(condition.question)

    if aim is not None:
        need(aim.question)
        found[aim.question] = aim.value
    return found


DONE = {}


def once(act):
    """Walks of one procedure begin alike: what is done in the very same place in the same way is done once."""

    @wraps(act)
    def again(visit, *how):
        key = act.__name__, id(visit), *how
        if key not in DONE:
            DONE[key] = visit, act(visit, *how)  # with the place itself, so that its id stays its own
        return DONE[key][1]

    return again


SEEN = set()


def look(visit, view):
    """See the screen on the glass and in the terminal: every button that is awake can be reached on both."""
    key = (
        visit.asked.procedure,
        view.state,
        view.question,
        view.page,
        view.language,
        tuple(visit.parts),
        view.layout,
    )
    if key in SEEN:
        return
    SEEN.add(key)
    sheet = Sheet(theme_for(SIZE, PX_PER_MM, view.look), PlainRuler(), 1280, 800, view)
    targets = {part.key for part in tree(compose(sheet, begin(view.entry))) if isinstance(part, Target)}
    awake = {button.id for button in offered(view)} - {button.id for button in view.suggestions}
    if view.layout in BARE:
        awake -= FOOT
    assert awake <= targets, (key, awake - targets)
    written = "\n".join(lines(view, texts()))
    for button in offered(view):
        # What only completes letters is no help where a whole line is typed.
        assert isinstance(button.event, ev.Type) or button.text in written, (key, button.id)


@once
def answer(visit, values):
    """Answer the question on screen as a person does, part by part; the first of ``values`` that is taken stays."""
    question = visit.asked.asking
    lists = catalogue().lists
    for value in values:
        for _ in range(12):
            view = view_of(visit)
            look(visit, view)
            act = next_act(view, value, lists)
            assert act is not None, (question, value, view.layout)
            visit = carried(visit, view, act, question, value)
            if visit.state is not State.QUESTION or visit.asked.asking != question:
                return visit
            if visit.complaint is not None:
                break
    raise AssertionError((question, visit.complaint))


def carried(visit, view, act, question, value):
    if act.kind == "tap":
        return touch(visit, act.text)
    if act.kind == "spell":
        return happen(visit, ev.Type(question, act.text)).visit
    text = "" if act.kind == "dont-know" else act.text
    part = view.entry.part if view.entry else ""
    event = ev.AnswerPart(question, part, text) if part else ev.Answer(question, text)
    outcome = happen(visit, event)
    assert not outcome.refused, (question, value, outcome.refused)
    return outcome.visit


@once
def papers(visit, has):
    """Say of every paper that it is here, or that it isn't."""
    while visit.state is State.PAPERS:
        for card in view_of(visit).papers:
            visit = touch(visit, (card.yes if has else card.no).id)
            look(visit, view_of(visit))
        visit = touch(visit, "go-on")
    return visit


def told_about(visit):
    """Turn every page that tells what it is about."""
    for _ in range(view_of(visit).pages):
        look(visit, view_of(visit))
        if view_of(visit).pages > 1:
            visit = touch(visit, "more")
    return visit


@cache
def arrived(code, language):
    """From the first touch to the page that tells about the procedure, along the first way that leads there."""
    procedure = catalogue().procedures[code]
    if not procedure.event:
        return elsewhere(procedure, language)
    answers = first_way(procedure)
    visit = touch(at_home(language), f"event:{procedure.event}")
    while visit.state is State.APART:
        question = catalogue().next_apart(procedure.event, visit.asked.apart)
        look(visit, view_of(visit))
        visit = touch(visit, f"apart:{answers[question.id]}")
    if visit.state is State.SIBLINGS:
        look(visit, view_of(visit))
        while f"procedure:{procedure.code}" not in {button.id for button in view_of(visit).choices}:
            visit = touch(visit, "more")
        visit = touch(visit, f"procedure:{procedure.code}")
    return told_about(visit)


def elsewhere(procedure, language):
    """Where a form begins that stands under no tile: on the first page, or behind another one that told nothing."""
    if procedure.home.begins == "first_page":
        return told_about(touch(at_home(language), "home-visit"))
    visit = happen(at_ways(language=language), ev.TakeWay("home-visit")).visit
    first = procedure.questions[0].id
    return replace(visit, asked=replace(visit.asked, answers={}, asking=first))


def first_way(procedure):
    """Sibling answers that lead to the procedure."""
    return next(
        answers
        for answers in ways(procedure.event, {})
        if procedure.code in {each.code for each in catalogue().candidates(procedure.event, answers)}
    )


@once
def begun(visit):
    """Past what the page tells, where one does."""
    return touch(visit, "go-on") if visit.state is State.ABOUT else visit


def walked(procedure: Procedure, aim, language):
    """To the review, all read; returns the visit and the answers that were asked for."""
    fixed = wanted(procedure, aim)
    questions = {question.id: question for question in procedure.questions}
    visit = begun(arrived(procedure.code, language))
    asked = set()
    for number in range(MOST_ACTS):
        visit = papers(visit, bool((number + len(fixed)) % 2))
        if visit.state is not State.QUESTION:
            break
        question = questions[visit.asked.asking]
        asked.add(question.id)
        usual = FREE.get(question.type) or values_of(question)
        given = [fixed[question.id]] if question.id in fixed and question.type not in FREE else list(usual)
        if question.id in fixed and not fixed[question.id]:
            given = [""]
        visit = answer(visit, tuple(given))
    assert visit.state is State.REVIEW
    look(visit, view_of(visit))
    return visit, asked


def ended(visit):
    """From the review over consent, a helper and the confirmation to the ticket."""
    visit = touch(all_read(visit), "go-on")
    visit = touch(report(visit, rp.PageHeard()), "yes")
    look(visit, view_of(visit))
    if visit.state is State.SEALING:
        return received(visit)  # somebody comes: nobody has to stand by
    visit = report(touch(visit, "way:with-helper"), rp.BadgeScanned())
    visit = report(happen(visit, ev.EnterPin("000000")).visit, SIGNED_IN)
    visit = touch(report(visit, rp.PageHeard()), "yes")
    look(visit, view_of(visit))
    return received(touch(all_read(touch(visit, "confirm")), "yes"))


def received(visit):
    visit = report(report(visit, rp.DossierKept("A001")), rp.DossierReceived("A001"))
    return report(visit, rp.PrintEnded("printed"))


@cache
def of_kind(kind):
    return [code for code, procedure in catalogue().procedures.items() if procedure.kind == kind]


@pytest.mark.parametrize("code", of_kind("form"))
def test_every_answer_that_leads_another_way_leads_to_the_review(code):
    DONE.clear()
    procedure = catalogue().procedures[code]
    reached = set()
    for number, aim in enumerate(aims(procedure)):
        for language in LANGUAGES if FULL else (LANGUAGES[number % 3],):
            visit, asked = walked(procedure, aim, language)
            reached |= asked
            if aim.question in asked and aim.value and procedure_type(procedure, aim) not in FREE:
                assert visit.asked.answers[aim.question].value == aim.value
    assert reached == {question.id for question in procedure.questions}, "questions that nothing leads to"


def procedure_type(procedure, aim):
    return next(question.type for question in procedure.questions if question.id == aim.question)


IN_TURN = [
    (code, language)
    for number, code in enumerate(of_kind("form"))
    for at, language in enumerate(LANGUAGES)
    if FULL or at == number % len(LANGUAGES)
]
"""Every form in every language; in a quick run each in one of them, in turn."""


@pytest.mark.parametrize(("code", "language"), IN_TURN)
def test_every_form_ends_with_a_receipt_in_the_hand(code, language):
    visit, _asked = walked(catalogue().procedures[code], None, language)
    visit = ended(visit)
    look(visit, view_of(visit))
    assert visit.state is State.TICKET_OUT
    assert visit.paper.received


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", of_kind("refer"))
def test_every_card_tells_what_to_bring_and_leads_to_a_person(code, language):
    visit = arrived(code, language)
    assert visit.state is State.REFER
    assert touch(visit, "call").state is State.HELP


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_through_the_tiles_comes_to_a_procedure(language):
    reached = set()
    for event in catalogue().events:
        for answers in ways(event.id, {}):
            visit = touch(at_home(language), f"event:{event.id}")
            while visit.state is State.APART:
                question = catalogue().next_apart(event.id, visit.asked.apart)
                visit = touch(visit, f"apart:{answers[question.id]}")
            assert visit.state in {State.ABOUT, State.REFER, State.SIBLINGS}, (event.id, answers)
            assert visit.state is State.SIBLINGS or visit.asked.procedure, (event.id, answers)
            reached |= {each.code for each in catalogue().candidates(event.id, answers)}
    assert reached == {code for code, head in catalogue().heads.items() if head.places()}
