"""Whatever is touched, scanned and reported, in whatever order: a visit can always go on and always end."""

import pickle
import random
import shutil
from collections import Counter, deque
from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from kiosk.procedures.load import load
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.copies import Copies
from kiosk.visit.copy_events import CopyPaperNow
from kiosk.visit.effects import Practise, Wipe
from kiosk.visit.states import BUSY, CORE, Helper, State, Visit
from tests.visit.walking import (
    CARD,
    EQUIPPED,
    FULL,
    ROOT,
    at_absent_case,
    at_confirm,
    at_consent,
    at_cross_seen,
    at_exercises,
    at_full_board,
    at_handover,
    at_helper_signs,
    at_home_stop,
    at_papers,
    at_portal,
    at_review,
    at_sealing,
    at_signing,
    at_the_empty_desk,
    at_ways,
    at_workbench,
    begun,
    buttons,
    by_herself,
    by_pin,
    fresh,
    happen,
    offered,
    options,
    practised,
    report,
    reports,
    view_of,
)

WALKS, STEPS = (150, 1000) if FULL else (12, 300)
CURIOUS = 0.3
QUIET = (ev.SayAgain, ev.OpenLanguages, ev.OpenLook)
CONTENTS = {
    "shipped": ROOT / "assets" / "procedures",
    "with a fourth": ROOT / "tests" / "procedures" / "fourth",
}


@pytest.fixture(scope="module")
def with_a_fourth(tmp_path_factory):
    folder = tmp_path_factory.mktemp("content")
    for source in CONTENTS.values():
        shutil.copytree(source, folder, dirs_exist_ok=True)
    return load(folder)


def ways_on(visit, known):
    """What leads on without any luck: the buttons, the reading aloud, the worker's report."""
    view = view_of(visit, known, **EQUIPPED)
    control = visit.helper if visit.helper_holds else None
    yield from ((button.event, control) for button in offered(view))
    yield from by_pin(visit)
    if visit.state in BUSY:
        yield from ((event, CORE) for event in reports(visit))
    else:
        yield rp.PageHeard(), CORE
        yield from ((event, CORE) for event in by_herself(visit, known, **EQUIPPED))


def reaches_the_end(visit, known):
    """Tell whether the first screen can be reached by what ``ways_on`` names, within a few touches."""
    seen, waiting = set(), deque([visit])
    while waiting and len(seen) < 600:
        here = waiting.popleft()
        for event, by in ways_on(here, known):
            after = happen(here, event, by, known, **EQUIPPED).visit
            if after.state is State.ATTRACT:
                return True
            key = (after.state, after.behind, after.heard, after.page, after.asked.asking, done(after))
            if key not in seen:
                seen.add(key)
                waiting.append(after)
    return False


def done(visit):
    """How far somebody is in an exercise."""
    course = getattr(visit, "course", None)
    return course and (course.exercise.id, len(course.marks))


def look(visit, known):
    """What must be true of every place that a visit can come to."""
    view = view_of(visit, known, **EQUIPPED)
    if visit.state in BUSY:
        for event in reports(visit):
            left = happen(visit, event, CORE, known, **EQUIPPED)
            assert not left.refused, (visit.state, event)
            assert left.visit.state is not visit.state, (visit.state, event)
        return
    if visit.state is State.ATTRACT:
        assert visit == Visit(id=visit.id, page=visit.page), "something of a visit is on the first screen"
    does_something = 0
    for button in offered(view):
        outcome = happen(visit, button.event, known=known, **EQUIPPED)
        assert not outcome.refused, (visit.state, visit.behind, button.id, outcome.refused)
        does_something += outcome.visit != visit and not isinstance(button.event, QUIET)
    # a page that must be heard first offers its answers afterwards
    asleep = any(button.state == "off" for button in buttons(view))
    assert does_something or asleep or by_herself(visit, known, **EQUIPPED), visit.state


STARTS = {}


def started(rng, known):
    """A walk from the door seldom comes far: begin where a purposeful resident would be."""
    if id(known) not in STARTS:
        makers = (
            at_the_empty_desk,
            at_papers,
            at_review,
            at_consent,
            at_ways,
            at_handover,
            at_workbench,
            at_confirm,
            at_sealing,
            at_absent_case,
            at_portal,
            at_full_board,
            at_home_stop,
            at_signing,
            at_cross_seen,
            at_helper_signs,
        )
        STARTS[id(known)] = [fresh(), *(maker(known=known) for maker in makers)]
        mother = happen(at_review(known=known), ev.EditAnswer("mother_name"), known=known).visit
        sent = report(report(at_sealing(known=known), rp.DossierKept("A001"), known), rp.DossierWaits("A001"))
        STARTS[id(known)] += [begun(fresh()), practised(at_ways(known=known)), *at_exercises(known)]
        agreed = report(at_consent(known=known), rp.PageHeard(), known)
        asked = happen(agreed, ev.Decide(yes=True), known=known, **EQUIPPED).visit
        laid = happen(replace(asked, heard=True), ev.Decide(yes=True), known=known, **EQUIPPED).visit
        looked = happen(laid, CopyPaperNow(), known=known, **EQUIPPED).visit
        several = replace(laid, state=State.COPIES, copies=Copies("birth_notice", kept={"birth_notice": 1}))
        STARTS[id(known)].append(replace(several, state=State.MORE_PAGES))
        STARTS[id(known)] += [asked, several, report(looked, rp.PaperSeen("good", b"a grey picture"), known)]
        STARTS[id(known)] += [report(mother, CARD, known), report(sent, rp.PrintEnded("unknown"), known)]
    return rng.choice(STARTS[id(known)])


def wander(rng, known, steps, *, looking=True, tried=None):
    """Yield the places of a walk. ``tried`` counts what was done where: what was seldom done is then done sooner."""
    visit, past = started(rng, known), []
    for number in range(steps):
        choices = options(visit, known, **EQUIPPED)
        button = [choice for choice in choices if choice[2]]
        event, by, _ = rng.choice(button if button and rng.random() < 0.6 else choices)
        if visit.state is State.QUESTION and rng.random() < 0.5:
            answers = [choice for choice in choices if isinstance(choice[0], (ev.Answer, ev.AnswerPart))]
            event, by, _ = answers[0]
        if tried is not None and rng.random() < CURIOUS:
            event, by, _ = min(choices, key=lambda choice: tried[visit.state, type(choice[0])])
        if isinstance(event, ev.Back | ev.CallHelp | ev.OpenLanguages | ev.OpenLook) and rng.random() < 0.5:
            continue
        if isinstance(event, ev.StartOver | rp.IdleOver) and rng.random() < 0.8:
            continue
        if tried is not None:
            tried[visit.state, type(event)] += 1
        past.append((visit.state.value, type(event).__name__))
        before, told = visit, pickle.dumps(visit)
        outcome = happen(visit, event, by, known, **EQUIPPED)
        assert pickle.dumps(visit) == told, past[-5:]
        assert outcome == happen(visit, event, by, known, **EQUIPPED), past[-5:]
        if outcome.refused:
            assert outcome.visit == visit
        last = outcome.effects[-1] if outcome.effects else None
        if isinstance(last, Wipe):
            assert outcome.visit == type(visit)(id=visit.id), past[-5:]
        else:
            assert outcome.visit.state is not State.ATTRACT or visit.state is State.ATTRACT, past[-5:]
        assert not isinstance(by, Helper) or not visit.helper_holds or visit.helper is not None
        # As the engine does: whatever ends, the next one is a resident's own; practice begins as practice.
        visit = outcome.visit if not isinstance(last, Wipe) else fresh()
        visit = begun(before) if isinstance(last, Practise) else visit
        if looking:
            look(visit, known)
        if looking and number % (20 if FULL else 40) == 0:
            assert reaches_the_end(visit, known), past[-8:]
        yield visit


@pytest.mark.timeout(1200)
@settings(
    max_examples=WALKS,
    deadline=None,
    derandomize=not FULL,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_a_visit_can_always_go_on_and_always_end(with_a_fourth, seed):
    for _ in wander(random.Random(seed), with_a_fourth, STEPS):
        pass


@pytest.mark.full
def test_wandering_comes_to_every_state(with_a_fourth):
    """A walk that never gets anywhere would prove nothing."""
    met, tried = set(), Counter()
    for seed in range(1000):
        walk = wander(random.Random(seed), with_a_fourth, 100, looking=False, tried=tried)
        met |= {visit.state for visit in walk}
        if met == set(State):
            break
    assert met == set(State), set(State) - met


def test_from_every_place_of_a_walk_an_overlay_gives_the_page_back(with_a_fourth):
    for visit in wander(random.Random(5), with_a_fourth, 150):
        view = view_of(visit, with_a_fourth)
        if view.footer.language is None or visit.behind is not None:
            continue
        over = happen(visit, ev.OpenLanguages(), known=with_a_fourth).visit
        back = happen(over, ev.Back(), known=with_a_fourth).visit
        assert (back.state, back.asked, back.heard, back.page) == (
            visit.state,
            visit.asked,
            visit.heard,
            visit.page,
        )
