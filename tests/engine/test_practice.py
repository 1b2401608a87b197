"""Practice cannot become real: not by type, not at run time, and nothing of it leaves the glass."""

import dataclasses
import hashlib
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing

import msgspec
import pytest
from msgspec import structs

from kiosk.devices.mixer import FixedVolume
from kiosk.engine.glass import fresh
from kiosk.engine.make_believe import NUMBER
from kiosk.ids import DossierId, VisitId
from kiosk.procedures.faults import CatalogueError
from kiosk.settings import Sound
from kiosk.texts import LANGUAGES
from kiosk.tickets.secret import derive, new_secret
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit.kinds import PracticeVisit, RealVisit, WrongKind, must_be_practice, must_be_real
from kiosk.visit.look import Look
from kiosk.visit.practising import PRACTICE_PIN
from kiosk.visit.seeking import Sought
from kiosk.visit.states import BUSY, RESIDENT, Paper, State, Visit
from kiosk.wiring.build import DATABASE
from tests.engine.bench import Bench
from tests.engine.test_hearing import Later
from tests.visit.walking import ROOT, buttons, texts, view_of

TRIES = """
from kiosk.dossier.assemble import Origin, Words, assemble
from kiosk.engine.recording import Recorder
from kiosk.engine.carrying_out import Carrier
from kiosk.engine.copying import Copying
from kiosk.engine.filing import Filer
from kiosk.engine.glass import fresh
from kiosk.engine.keeping import Keeping
from kiosk.engine.opinions import Opinions
from kiosk.engine.parts import Parts
from kiosk.engine.printing import Printing
from kiosk.engine.session import Session
from kiosk.ids import TicketId
from kiosk.procedures.types import Procedure
from kiosk.tickets.secret import TicketSecret
from kiosk.visit.effects import Effect, KeepRating
from kiosk.visit.kinds import PracticeVisit, RealVisit
from kiosk.visit.states import Visit


def tries(
    visit: {kind}, parts: Parts, procedure: Procedure, origin: Origin, words: Words, secret: TicketSecret,
    ticket: TicketId, effect: Effect, rating: KeepRating, session: Session,
) -> None:
    assemble(visit, procedure, origin, "desk", words)
    Filer(parts, Copying(parts)).seal(visit, "desk", None, fresh(visit.id))
    Copying(parts).attached(fresh(visit.id), procedure, visit)
    Keeping(parts).save(visit, None, 1)
    Printing(parts).print_ticket(visit, secret, ticket, "", reprint=False)
    Printing(parts).print_checklist(visit)
    Recorder(parts).enter("", "", None, visit)
    Opinions(parts).keep(rating, visit)
    Session(visit)
    session.visit = visit
    Carrier(parts).job(effect, session, visit)
"""
FIRST, LAST = (next(at for at, line in enumerate(TRIES.splitlines(), 1) if line.startswith(f"    {word}"))
               for word in ("assemble", "Carrier"))  # fmt: skip


@pytest.fixture
def typed(tmp_path):
    """Tells the lines of ``tries`` that the type checker refuses for a visit of a kind; checked as the program is."""
    config = tmp_path / "mypy.toml"
    own = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.mypy]")[2]
    lines = [line for line in own.partition("\n# ---")[0].splitlines() if not line.startswith("packages")]
    config.write_text("[tool.mypy]" + "\n".join(lines), encoding="utf-8")

    def check(kind):
        snippet = tmp_path / "tries.py"
        snippet.write_text(TRIES.format(kind=kind), encoding="utf-8")
        command = [sys.executable, "-m", "mypy", "--config-file", str(config), str(snippet)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
        errors = [line for line in done.stdout.splitlines() if ": error:" in line]
        assert done.stdout.splitlines()[-1].startswith(("Success", "Found")), done.stdout + done.stderr
        assert all(line.startswith(str(snippet)) for line in errors), done.stdout
        return {int(line.removeprefix(str(snippet)).split(":")[1]) for line in errors}

    return check


@pytest.mark.parametrize("kind", ["PracticeVisit", "Visit"])
def test_the_types_refuse_practice_wherever_something_is_kept_sealed_printed_or_recorded(typed, kind):
    assert typed(kind) == set(range(FIRST, LAST + 1))


def test_the_types_take_a_residents_own_visit_in_all_these_places(typed):
    assert typed("RealVisit") == set()


def test_at_run_time_each_of_these_places_refuses_practice_before_it_does_anything(bench):
    bench.start()
    asked, session = bench.session.visit.asked, bench.session
    secret = new_secret(bench.parts.world.ids.random_bytes)
    before = state_of(bench)
    for kind in (PracticeVisit, Visit):
        visit = kind(VisitId("0" * 32), asked=asked)
        for name, act in acts(bench.core._carrier, visit, secret, session).items():
            with pytest.raises(WrongKind):
                act()
            assert state_of(bench) == before, name


def acts(carrier, visit, secret, session):
    """Everything that is done for a visit outside of it."""
    ticket = derive(secret).id
    return {
        "seal": lambda: carrier.filer.seal(visit, "desk", None, fresh(visit.id)),
        "save": lambda: carrier.keeping.save(visit, None, 1),
        "print": lambda: carrier._printing.print_ticket(visit, secret, ticket, "", reprint=False),
        "list": lambda: carrier._printing.print_checklist(visit),
        "audit": lambda: carrier.admitting.recorder.enter("x", "", None, visit),
        "rating": lambda: carrier._opinions.keep(fx.KeepRating("", 5, "", "vi"), visit),
        "job": lambda: carrier.job(fx.SaveDraft(), dataclasses.replace(session, visit=visit), visit),
    }


def test_a_class_made_from_a_real_visit_is_not_one_either():
    class Sly(Visit):
        pass

    with pytest.raises(WrongKind):
        must_be_real(Sly(VisitId("0" * 32)))
    with pytest.raises(WrongKind):
        must_be_practice(RealVisit(VisitId("0" * 32)))


# --- playing it -------------------------------------------------------------------------------------------


def state_of(bench):
    """Everything that a visit may leave: rows, files, slips, what the ward has."""
    with closing(sqlite3.connect(f"file:{bench.settings.state / DATABASE}?mode=ro", uri=True)) as file:
        rows = list(file.iterdump())
    files = {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(bench.settings.state.rglob("*"))
        if path.is_file() and not path.name.startswith(DATABASE)
    }
    return rows, files, len(bench.printer.slips), dict(bench.desk.stored), bench.desk.stores


@pytest.fixture
def no_network(monkeypatch):
    def connect(*_):
        raise AssertionError("practice speaks to the network")

    monkeypatch.setattr(socket.socket, "connect", connect)


def begin(bench):
    """From the tiles into practice."""
    bench.press("learn")
    bench.press("practise")


@pytest.fixture
def practice(bench):
    """A bench on which somebody has begun to practise."""
    bench.press("language:km")
    begin(bench)
    assert bench.view.state == "practise"
    return bench


def visit_of(bench):
    return bench.core._stay.practice.visit


def fill(bench):
    """To the review with nothing but what practice lends."""
    bench.press("practise:alone")
    bench.press("event:birth")
    while bench.view.state in {"apart", "siblings"}:
        bench.press(bench.view.choices[0].id)
    bench.press("go-on")
    answer_all(bench)


def answer_all(bench):
    bench.papers()
    for _ in range(160):
        if bench.view.state == "whose-card":
            bench.press(next(one.id for one in bench.view.choices if one.state == "rest"))
        if bench.view.state == "card":
            bench.press(bench.view.choices[-1].id)
        if bench.view.state != "question":
            break
        offered = {button.id for button in buttons(bench.view)}
        lent = next((name for name in ("lent", "fill-in") if name in offered), "")
        bench.press(lent or bench.view.choices[0].id)
        if lent == "lent" and bench.view.state == "question":
            bench.send(ev.FillIn())
    bench.papers()
    assert bench.view.state == "review", bench.view.state


def to_ways(bench):
    fill(bench)
    bench.from_review()


def home_told(bench):
    answer_all(bench)
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("go-on")
    bench.press("yes")


def sign_in(bench):
    bench.press("way:with-helper")
    bench.press("lent")
    bench.send(ev.EnterPin(PRACTICE_PIN))
    assert bench.view.state == "handover"
    bench.press("yes")


def confirmed(bench):
    bench.press("confirm")
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("yes")


def test_a_whole_practice_visit_leaves_nothing_anywhere(practice, no_network):
    before = state_of(practice)
    to_ways(practice)
    sign_in(practice)
    confirmed(practice)
    assert practice.view.state == "ticket-out"
    assert practice.view.picture == "practice-ticket"
    practice.press("done")
    assert practice.view.state == "practised"
    practice.press("leave")
    assert practice.view.state == "attract"
    assert state_of(practice) == before
    noted = {line["event"] for line in practice.journal()}
    assert noted <= {"visit-began", "visit-wiped", "event-refused"}, noted


@pytest.mark.parametrize("way", ["save", "home-visit"])
def test_saving_and_asking_for_a_visit_leave_nothing_either(practice, no_network, way):
    before = state_of(practice)
    to_ways(practice)
    practice.press(f"way:{way}")
    if way == "home-visit":
        home_told(practice)
    if practice.view.state == "save-year":
        practice.send(ev.EnterYear(1945))
    assert practice.view.state == "ticket-out"
    practice.press("done")
    practice.press("leave")
    assert state_of(practice) == before


def test_every_screen_of_practice_says_so_and_none_of_a_real_visit_does(practice):
    to_ways(practice)
    sign_in(practice)
    confirmed(practice)
    began = next(at for at, view in enumerate(practice.views) if view.state == "practise")
    mark = {practice.parts.content.texts.say(tongue, "practice.mark") for tongue in ("km", "vi")}
    assert all(view.practice and view.header.trial in mark for view in practice.views[began:])
    assert not any(view.practice for view in practice.views[:began])
    assert len({view.state for view in practice.views[began:]}) > 12


def test_the_number_on_a_practice_ticket_is_nobodys(practice):
    to_ways(practice)
    practice.press("way:save")
    assert visit_of(practice).paper.number == NUMBER == "000"
    assert practice.view.big == ""


def test_a_real_ticket_badge_or_card_is_refused_kindly_and_not_looked_at(bench):
    digits = bench.save()
    bench.leave()
    bench.press("language:vi")
    begin(bench)
    bench.press("practise:alone")
    for text in (digits, bench.helper().badge, "nonsense"):
        bench.scan(text)
        assert bench.view.state == "home"
        assert bench.view.banner.text == bench.parts.content.texts.say("vi", "complaint.practice-scan")
        session = bench.session
        assert (session.shown_ticket, session.badge, session.found) == (None, "", None)
    bench.press("have-ticket")
    assert (bench.view.state, bench.view.banner.tone) == ("home", "stop")


def test_real_digits_typed_in_practice_open_nothing(practice):
    helper = practice.helper()
    to_ways(practice)
    practice.press("way:with-helper")
    practice.press("sign-in")
    practice.send(ev.EnterBadge(helper.badge))
    assert practice.view.state == "sign-in-pin"
    practice.send(ev.EnterPin(helper.pin))
    assert practice.view.state == "sign-in-pin"
    assert practice.view.banner is not None
    assert practice.session.badge == ""
    assert not practice.noted("sign-in-refused")


def test_what_was_entered_in_practice_is_not_in_the_visit_after_it(practice):
    fill(practice)
    practice.press("start-over")
    practice.press("yes")
    assert practice.core._stay.practice is None
    visit = dataclasses.replace(practice.session.visit, heard=False)
    assert visit == RealVisit(visit.id)
    assert practice.view.state == "attract"


def test_what_was_asked_for_in_a_practice_that_was_left_answers_nothing_in_the_next(practice):
    world, waiting = practice.core._world, []
    for _ in range(2):
        to_ways(practice)
        practice.core._world = msgspec.structs.replace(world, jobs=Later(waiting))
        practice.press("way:save")
        if practice.view.state == "save-year":
            practice.send(ev.EnterYear(1945))
        assert practice.view.state == "saving"
        practice.core._world = world
        if len(waiting) == 1:
            practice.core._wipe(visit_of(practice))
            practice.core._show()
            practice.press("language:vi")
            begin(practice)
    first, second = waiting
    first()
    practice.settle()
    assert practice.view.state == "saving"
    second()
    practice.settle()
    assert practice.view.state != "saving"


def test_what_was_entered_in_a_visit_does_not_come_into_practice(bench):
    bench.start()
    bench.papers()
    bench.answer()
    for _ in range(8):
        if bench.view.state == "home":
            break
        bench.press("back")
    assert bench.session.visit.has_entries
    begin(bench)
    assert bench.view.state == "start-over"
    bench.press("no")
    assert bench.view.state == "learn"
    assert bench.core._stay.practice is None


def test_only_language_look_and_loudness_come_along_into_practice(bench):
    bench.press("language:en")
    bench.send(ev.OpenLook())
    bench.send(ev.ChangeLoudness(3))
    bench.press("look-done")
    bench.send(ev.OpenLook())
    bench.send(ev.ChangeLook(Look(2, "dark", "whole", "left")))
    bench.press("look-done")
    before = bench.session
    begin(bench)
    visit = visit_of(bench)
    assert (visit.language, visit.look) == ("en", Look(2, "dark", "whole", "left"))
    assert visit.loudness == 3
    plain = PracticeVisit(visit.id, person=visit.person)
    fresh = dataclasses.replace(
        visit, language="vi", look=plain.look, loudness=2, heard=False, state=plain.state, speaking=-1
    )
    assert fresh == plain
    assert visit.id != before.visit.id
    assert bench.session is not before


def test_practice_left_alone_is_forgotten_like_any_visit(practice):
    fill(practice)
    practice.wait(300)
    assert practice.core._stay.practice is None
    assert practice.view.state == "attract"


def test_a_receipt_that_comes_meanwhile_says_nothing_to_practice(practice):
    to_ways(practice)
    state = visit_of(practice)
    practice.core._queue.put(lambda: practice.core._couriers._accepted(frozenset({DossierId("d")})))
    practice.settle()
    assert visit_of(practice).paper == state.paper


def test_every_effect_is_answered_so_that_no_busy_page_stays(practice):
    world, visit = practice.core._stay.practice._world, visit_of(practice)
    samples = {
        "text": "khai", "year": 1945, "pin": "1", "helper": None, "why": "ended", "channel": "desk", "what": "card",
        "event": ev.GoOn(), "state": "home", "procedure": "", "stars": 5, "reason": "", "language": "vi", "act": "x",
        "turn": 1, "first": True, "paper": "birth_notice", "dossier": "0" * 32,
        "question": "child_name",
    }  # fmt: skip
    silent = {
        fx.Audit,
        fx.BeginDuty,
        fx.CallHelper,
        fx.EndCall,
        fx.EndDuty,
        fx.GrantLease,
        fx.ReleaseLease,
        fx.HoldBadge,
        fx.KeepRating,
        fx.StopCopy,
        fx.DropCopy,
        fx.ClearClipboard,
        fx.CopyAnswer,
    }
    for kind in fx.Effect.__subclasses__():
        if kind is fx.Wipe:
            continue
        given = {name: samples[name] for name in kind.__struct_fields__ if name in samples}
        report = world.report(kind(**given), visit)
        assert (report is None) == (kind in silent), kind


def test_the_states_in_which_a_machine_is_busy_end_in_practice(practice):
    to_ways(practice)
    practice.press("way:home-visit")
    home_told(practice)
    assert State(practice.view.state) not in BUSY


def test_what_the_made_up_world_reports_late_is_nothing_to_whoever_practises_next(practice):
    jobs = slow(practice)
    practice.press("practise:alone")
    practice.press("search")
    practice.send(ev.Type("search", "khai sanh"))
    assert visit_of(practice).sought.looking
    practice.press("start-over")
    practice.press("language:km")
    begin(practice)
    practice.press("practise:alone")
    practice.press("search")
    visit = dataclasses.replace(visit_of(practice), sought=Sought("khai sanh", looking=True))
    practice.core._stay.practice.visit = visit
    jobs.run()
    practice.settle()
    assert visit_of(practice).sought.found == ()
    assert practice.noted("event-refused") == []


# --- as a real visit does it ------------------------------------------------------------------------------


class SlowJobs:
    """Workers that begin when they are told to."""

    def __init__(self):
        self._waiting = []

    def submit(self, job):
        self._waiting.append(job)

    def run(self):
        while self._waiting:
            self._waiting.pop(0)()

    def close(self):
        pass


def slow(bench):
    """Hand a bench slow workers, from now on."""
    jobs = SlowJobs()
    bench.core._world = structs.replace(bench.parts.world, jobs=jobs)
    return jobs


def test_the_index_is_searched_by_a_worker_and_never_by_the_core(practice, monkeypatch):
    content, jobs = type(practice.parts.content.catalogue), slow(practice)
    search, asked = content.search, []
    monkeypatch.setattr(content, "search", lambda *all_: (asked.append(all_[1]), search(*all_))[1])
    practice.press("practise:alone")
    practice.press("search")
    practice.send(ev.Type("search", "khai sanh"))
    assert asked == []
    assert visit_of(practice).sought.looking
    jobs.run()
    practice.settle()
    assert asked == ["khai sanh"]
    assert "procedure:1.001193" in [button.id for button in practice.view.suggestions]


def test_an_index_that_breaks_stops_nobody_who_practises(practice, monkeypatch):
    def broken(self, text, limit):
        raise CatalogueError("index_broken")

    monkeypatch.setattr(type(practice.parts.content.catalogue), "search", broken)
    practice.press("practise:alone")
    practice.press("search")
    practice.send(ev.Type("search", "khai sanh"))
    assert not visit_of(practice).sought.looking
    assert practice.view.banner is not None
    assert practice.noted("effect-failed")[0]["code"] == "index_broken"


def test_how_loud_it_is_stays_in_practice_and_at_its_menu(benches):
    volume = FixedVolume()
    bench = benches(volume=volume)
    bench.press("language:vi")
    bench.send(ev.OpenLook())
    bench.send(ev.ChangeLoudness(3))
    bench.press("look-done")
    begin(bench)
    bench.press("practise:alone")
    bench.press("back")
    assert bench.view.state == "practise"
    assert visit_of(bench).loudness == 3
    assert volume.steps[-1] == 3
    bench.press("back")
    assert bench.view.state == "attract"
    assert volume.steps[-1] == 2


@pytest.mark.parametrize("on", [True, False])
def test_where_nothing_can_be_heard_practice_knows_it_too(benches, settings, on):
    sound = settings.kiosk.sound if on else Sound(kind="none")
    kiosk = structs.replace(settings.kiosk, sound=sound)
    bench = Bench(dataclasses.replace(settings, kiosk=kiosk))
    bench.press("language:vi")
    begin(bench)
    assert bench.core._stay.practice._context(RESIDENT).sound is on
    bench.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [State.TICKET_OUT, State.TICKET_ASK])
def test_every_slip_that_practice_shows_says_on_itself_that_it_is_none(language, state):
    paper = Paper("000", "receipt", "printed", received=True)
    visit = PracticeVisit(VisitId("0" * 32), state, language, paper=paper)
    view = view_of(visit)
    assert (view.picture, view.stamp) == ("practice-ticket", texts().say(language, "practice.slip"))
    assert view_of(RealVisit(VisitId("0" * 32), state, language, paper=paper)).stamp == ""
