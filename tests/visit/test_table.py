"""The table is whole: every state with every event is answered or refused, and nothing else moves a visit."""

import copy
from dataclasses import replace
from typing import get_args

import pytest

from kiosk.visit import bench_events as be
from kiosk.visit import copy_events as ce
from kiosk.visit import day_events, portal_reports
from kiosk.visit import duty_events as de
from kiosk.visit import events as ev
from kiosk.visit import portal_events as pe
from kiosk.visit import queue_events as qe
from kiosk.visit import reports as rp
from kiosk.visit import round_events as re
from kiosk.visit import round_reports as rr
from kiosk.visit import witness_events as we
from kiosk.visit.device_reports import DaySlipEnded, LampTried, ScanTried, ToneEnded
from kiosk.visit.exercising import practise
from kiosk.visit.ink import packed
from kiosk.visit.look import Look
from kiosk.visit.practising import OWN
from kiosk.visit.states import BUSY, CORE, RESIDENT, RESIDENT_ONLY, Complaint, Given, State
from kiosk.visit.step import step
from kiosk.visit.table import TABLE, on
from tests.visit.walking import (
    CARD,
    HEALTH_CARD,
    NOW,
    SIGNED_IN,
    STATUSES,
    at_handover,
    at_review,
    at_workbench,
    catalogue,
    left_behind,
)

CLASSES = get_args(ev.Touch) + get_args(rp.Report)
FILLED = {
    ev.ChooseLanguage: ev.ChooseLanguage("en"),
    ev.ChangeLoudness: ev.ChangeLoudness(3),
    ev.ChangeLook: ev.ChangeLook(Look(4, "dark", "low", "left")),
    ce.ChoosePaper: ce.ChoosePaper("birth_notice"),
    ce.DeleteCopies: ce.DeleteCopies("birth_notice"),
    qe.ChooseTurn: qe.ChooseTurn(first=True),
    qe.ChooseCounter: qe.ChooseCounter(1),
    qe.CallNumber: qe.CallNumber("A001"),
    day_events.TryDossier: day_events.TryDossier("d" * 32),
    day_events.TellOfficer: day_events.TellOfficer("d" * 32),
    day_events.ChooseAsker: day_events.ChooseAsker("phone"),
    day_events.ChooseRelation: day_events.ChooseRelation("child"),
    day_events.ChooseAuthorisation: day_events.ChooseAuthorisation("paper"),
    qe.PutFirst: qe.PutFirst("A001", first=True),
    rp.WardCopyKept: rp.WardCopyKept(at_ward=True),
    rp.NumberTaken: rp.NumberTaken("A001"),
    rp.QueueChanged: rp.QueueChanged(called=True),
    rp.DevicesSeen: rp.DevicesSeen((rp.DeviceSeen("printer", "ready"),)),
    rp.TryoutEnded: rp.TryoutEnded("printed"),
    ScanTried: ScanTried(legible=True),
    DaySlipEnded: DaySlipEnded("printed"),
    ToneEnded: ToneEnded(played=True),
    LampTried: LampTried(reached=True),
    rp.HelperKnown: rp.HelperKnown(SIGNED_IN.helper, "Anh Tài", "Trần Văn Tài", ""),
    ev.ChooseLifeEvent: ev.ChooseLifeEvent("birth"),
    ev.OpenGuide: ev.OpenGuide("vneid"),
    ev.TryAnswer: ev.TryAnswer("hang_up"),
    ev.ChooseApart: ev.ChooseApart("birth_way", "only_certificate"),
    ev.ChooseExercise: ev.ChooseExercise("file"),
    ev.ChooseProcedure: ev.ChooseProcedure("1.001193"),
    ev.FilmEnded: ev.FilmEnded("birth.mp4"),
    ev.FilmBroken: ev.FilmBroken("birth.mp4"),
    ev.MarkPaper: ev.MarkPaper("birth_notice", has=True),
    ev.Answer: ev.Answer("child_name", "Trần Văn Mẫu"),
    ev.AnswerPart: ev.AnswerPart("child_name", "ward", "26791"),
    rp.ProceduresFound: rp.ProceduresFound("khai", ("1.001193",)),
    rp.WordsHeard: rp.WordsHeard("khai sanh", 0),
    ev.Type: ev.Type("child_name", "Trần"),
    ev.ChoosePerson: ev.ChoosePerson("mother"),
    ev.EditAnswer: ev.EditAnswer("child_name"),
    pe.CopyThis: pe.CopyThis("child_name"),
    pe.TickThis: pe.TickThis("child_name"),
    pe.EnterPortalCode: pe.EnterPortalCode("H29.16-261123-000123"),
    portal_reports.WindowRefused: portal_reports.WindowRefused("failed"),
    portal_reports.PortalCodeScanned: portal_reports.PortalCodeScanned("H29.16-261123-000123"),
    be.ChooseFiling: be.ChooseFiling("counter"),
    be.GoToNext: be.GoToNext("missing"),
    be.SettleDoubt: be.SettleDoubt("child_name"),
    be.WriteNote: be.WriteNote("Một điều ví dụ"),
    ev.TurnPage: ev.TurnPage(1),
    ev.Decide: ev.Decide(yes=True),
    ev.TakeWay: ev.TakeWay("save"),
    ev.EnterTicket: ev.EnterTicket("1" * 34),
    ev.EnterYear: ev.EnterYear(1961),
    ev.EnterBadge: ev.EnterBadge("2" * 34),
    we.NodSeen: we.NodSeen("relative"),
    ev.EnterPin: ev.EnterPin("000000"),
    ev.RevealAnswer: ev.RevealAnswer("requester_number"),
    ev.PointAt: ev.PointAt("water"),
    ev.TicketInHand: ev.TicketInHand(yes=True),
    rp.CardScanned: CARD,
    rp.HealthCardScanned: HEALTH_CARD,
    rp.MadeUpActed: rp.MadeUpActed(ev.Decide(yes=True), "handover"),
    rp.PhraseStarted: rp.PhraseStarted(0),
    rp.HeadphonesChanged: rp.HeadphonesChanged(plugged=True),
    rp.IdleCounted: rp.IdleCounted(3),
    rp.HelperSignedIn: SIGNED_IN,
    rp.LockedSeen: rp.LockedSeen(()),
    de.GiveGround: de.GiveGround("urgent"),
    de.FreeLocked: de.FreeLocked(SIGNED_IN.helper),
    rp.SignInFailed: rp.SignInFailed("wrong-pin"),
    rp.DraftKept: rp.DraftKept("A001"),
    rp.NotKept: rp.NotKept("disk-full"),
    rp.PaperSeen: rp.PaperSeen("good", b"a grey picture"),
    rp.PaperNotSeen: rp.PaperNotSeen("cover"),
    rp.CopyKept: rp.CopyKept("birth_notice", 1),
    rp.CopiesForgotten: rp.CopiesForgotten("birth_notice"),
    rp.CopiesStay: rp.CopiesStay("store-broken"),
    rp.DraftFound: rp.DraftFound(4),
    rp.DraftOpened: rp.DraftOpened("vi", "birth", "1.001193", {}, {}, {}, "", 1961),
    rp.LeftBehind: left_behind(),
    rp.DraftForgotten: rp.DraftForgotten(everywhere=True),
    rp.StatusFound: STATUSES[0],
    rp.DossierKept: rp.DossierKept("A001"),
    rp.DossierReceived: rp.DossierReceived("A001"),
    rp.DossierWaits: rp.DossierWaits("A001"),
    rp.PrintEnded: rp.PrintEnded("printed"),
    rp.ListEnded: rp.ListEnded("printed"),
    re.OpenStop: re.OpenStop("v1"),
    re.OpenStage: re.OpenStage("papers"),
    re.Tick: re.Tick("birth_notice"),
    re.DrawStroke: re.DrawStroke(packed(((10, 10), (900, 500)))),
    re.CannotWrite: re.CannotWrite(cross=True),
    re.CrossSeen: re.CrossSeen("relative"),
    rr.RoundOpened: rr.RoundOpened(()),
    rr.RoundShut: rr.RoundShut("no-list"),
    ev.Rate: ev.Rate(2),
    ev.GiveReason: ev.GiveReason("waited"),
}
SCANS = (
    rp.BadgeScanned(),
    CARD,
    HEALTH_CARD,
    ev.EnterBadge("2" * 34),
    rp.TicketScanned(),
    rp.SeveralScanned(),
    rp.UnknownScanned(),
)


def sample(kind):
    return FILLED[kind] if kind in FILLED else kind()


@pytest.fixture(scope="module")
def full():
    """A visit that has everything: answers, a helper, a card, consents, a ticket."""
    visit = at_workbench()
    return replace(visit, complaint=Complaint("unknown-code"), birth_year=1961, heard=True)


def controls(visit):
    return (RESIDENT, visit.helper, CORE)


@pytest.mark.parametrize("state", State)
def test_every_event_is_answered_or_changes_nothing(full, state):
    visit = replace(full, state=state, behind=State.REVIEW if state.value == "idle" else None)
    untouched = copy.deepcopy(visit)
    for kind in CLASSES:
        for control in controls(full):
            outcome = step(visit, sample(kind), NOW, control, catalogue())
            again = step(visit, sample(kind), NOW, control, catalogue())
            assert visit == untouched, "a step changed what it was given"
            assert outcome == again, "the same step, another outcome"
            if (state, kind) not in TABLE:
                assert outcome.refused, (state, kind)
            if outcome.refused:
                assert outcome.visit == visit
                assert outcome.effects == ()


def test_the_table_knows_every_state_and_every_event():
    assert {state for state, _ in TABLE} == set(State)
    assert {kind for _, kind in TABLE} - {ev.SignOut} <= set(CLASSES)
    # What keys have come to is only said: it never becomes a step. What practice alone knows has a table of its own.
    assert practise  # its handlers are entered
    of_practice = {kind for _, kind in OWN} - {kind for _, kind in TABLE}
    assert set(CLASSES) - {ev.Attend} - of_practice == {kind for _, kind in TABLE}
    assert of_practice <= set(CLASSES)


def test_a_pair_cannot_be_entered_twice():
    with pytest.raises(RuntimeError, match="two handlers"):
        on(ev.Back, State.HOME)(lambda context, visit, event: None)


@pytest.mark.parametrize("state", sorted(RESIDENT_ONLY))
def test_pages_of_the_resident_refuse_the_helper_and_every_scan(full, state):
    for kind in CLASSES:
        outcome = step(replace(full, state=state), sample(kind), NOW, full.helper, catalogue())
        assert outcome.refused == "resident-only", kind
    for scan in SCANS:
        for control in controls(full):
            outcome = step(replace(full, state=state), scan, NOW, control, catalogue())
            assert outcome.refused == "resident-only", scan


@pytest.mark.parametrize("state", sorted(RESIDENT_ONLY - {State.WITNESS}))  # there somebody else tells a nod
@pytest.mark.parametrize("yes", [True, False])
def test_nobody_decides_on_a_page_before_it_has_been_heard(full, state, yes):
    unheard = replace(full, state=state, heard=False)
    outcome = step(unheard, ev.Decide(yes=yes), NOW, RESIDENT, catalogue())
    assert outcome.refused == "not-heard"


@pytest.mark.parametrize("state", sorted(BUSY))
def test_a_busy_machine_is_interrupted_by_nobody(full, state):
    touches = get_args(ev.Touch)
    for kind in touches:
        for control in (RESIDENT, full.helper):
            outcome = step(replace(full, state=state), sample(kind), NOW, control, catalogue())
            assert outcome.refused or outcome.visit.state is state, kind


def test_while_the_helper_holds_the_screen_the_resident_does_not(full):
    for kind in get_args(ev.Touch):
        assert step(full, sample(kind), NOW, RESIDENT, catalogue()).refused == "helper-holds"


def test_the_helper_sees_nothing_before_the_residents_yes():
    visit = at_handover()
    refused = step(replace(visit, heard=True), ev.Decide(yes=False), NOW, RESIDENT, catalogue())
    assert refused.visit.helper is None
    assert refused.visit.state is State.WAYS
    assert not visit.helper_holds


def test_nothing_of_an_answer_can_be_printed():
    assert "092161004328" not in repr(at_review())
    assert "Mẫu" not in repr(Given("Trần Văn Mẫu", "resident"))
