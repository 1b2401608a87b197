"""The program dies in mid-visit: whoever was here may go on, whoever comes next learns nothing."""

import pytest
from msgspec import structs

from kiosk.devices.memory import MemoryPrinter
from kiosk.engine.jobs import InlineJobs
from kiosk.store.kept_key import MemoryKeyKeeper, NoKeyKeeper
from kiosk.tickets import words
from kiosk.tickets.autosave import unlock
from kiosk.visit import events as ev
from kiosk.visit.look import Look
from kiosk.wiring.build import AUTOSAVE

SENTINEL = "Huỳnh Thị Tuyết Sương Mai"


@pytest.fixture
def keeper():
    return MemoryKeyKeeper()


@pytest.fixture
def lives(benches, keeper):
    """Makes a kiosk and, when called again, the one after a crash of it: same disk, same key, a new program."""
    made = []

    def live(seed=None, **more):
        if made:
            made[-1].database.close()
            more = {"clock": made[-1].clock, "desk": made[-1].desk, "drafts": made[-1].draft_desk, **more}
        made.append(benches(keeper=keeper, seed=seed or len(made) + 1, **more))
        return made[-1]

    yield live
    for bench in made[:-1]:
        bench.core._stopped = True


def file(bench):
    return bench.settings.state / AUTOSAVE


def begun(bench, **more):
    bench.start(**more)
    bench.papers()
    bench.answer()
    bench.answer({"full_name": SENTINEL})
    bench.answer()
    return bench.session.visit


def test_after_a_crash_it_is_asked_whether_to_go_on_and_nothing_else_is_told(lives):
    told = begun(lives())
    after = lives()
    assert after.view.state == "recover", after.journal()
    shown = repr(after.view)
    for given in told.asked.answers.values():
        assert given.value not in shown or len(given.value) < 3
    procedure = after.parts.content.catalogue.procedures[told.asked.procedure]
    assert procedure.short.in_language("vi") not in shown
    assert after.view.header.steps == 0
    assert [button.id for button in after.view.choices] == ["forget", "go-on"]
    assert after.view.speech, "it is spoken"


def test_going_on_leads_to_the_first_open_question_with_all_answers(lives):
    told = begun(lives())
    after = lives()
    after.press("go-on")
    visit = after.session.visit
    assert visit.state == "question"
    assert visit.asked.asking == told.asked.asking
    assert visit.asked.answers == told.asked.answers
    assert visit.asked.papers == told.asked.papers
    assert visit.left is None


def test_language_letters_and_loudness_come_back(lives):
    first = lives()
    first.start(language="km")
    first.press("look")
    first.send(ev.ChangeLook(Look(size=3, contrast="dark")))
    first.send(ev.ChangeLoudness(3))
    first.press("back")
    first.papers()
    after = lives()
    visit = after.session.visit
    assert (after.view.state, visit.language, visit.look, visit.loudness) == (
        "recover",
        "km",
        Look(size=3, contrast="dark"),
        3,
    )
    after.send(ev.OpenLanguages())
    after.send(ev.ChooseLanguage("en"))
    after.press("go-on")
    assert after.session.visit.language == "en"


def test_whoever_says_nothing_for_a_minute_is_forgotten_and_nobody_can_open_it_any_more(lives, keeper):
    begun(lives())
    after = lives()
    key, locked = keeper._key, file(after).read_bytes()
    assert unlock(locked, key) is not None
    assert after.wait(45).state == "recover"
    assert after.wait(16).state == "attract", "the minute began when the page was shown"
    assert keeper.begin() is None
    assert not file(after).exists()
    assert lives().view.state == "attract"


@pytest.mark.parametrize("over", [ev.OpenLanguages(), ev.OpenLook(), ev.CallHelp(), ev.OpenPointing()])
def test_a_page_laid_over_the_question_gives_no_more_time(lives, keeper, over):
    begun(lives())
    after = lives()
    after.wait(20)
    if isinstance(over, ev.OpenPointing):
        after.send(ev.OpenLanguages(), heard=False)
    after.send(over, heard=False)
    stands = after.view.state
    assert stands in {"languages", "look", "help", "pointing"}
    assert after.wait(25).state == stands
    assert after.wait(16).state == "attract", "a minute in all"
    assert keeper.begin() is None
    assert not file(after).exists()


def test_a_page_laid_over_the_question_and_closed_begins_no_new_minute(lives):
    begun(lives())
    after = lives()
    after.wait(30)
    after.send(ev.OpenLook(), heard=False)
    after.wait(15)
    assert after.press("back", heard=False).state == "recover"
    assert after.wait(16).state == "attract"


def test_forgetting_is_one_touch(lives, keeper):
    begun(lives())
    after = lives()
    after.press("forget")
    assert after.view.state == "attract"
    assert keeper.begin() is None
    assert not file(after).exists()


def test_consent_helper_and_lease_never_come_back(lives):
    first = lives()
    first.to_workbench()
    assert first.session.lease is not None
    after = lives()
    after.press("go-on")
    visit = after.session.visit
    assert (visit.state, visit.consents, visit.helper, after.session.lease) == ("review", (), None, None)
    while "next-page" in {button.id for button in after.view.choices}:
        after.press("next-page")
    after.press("go-on")
    assert after.view.state == "consent", "it is asked anew"


def test_a_visit_that_ended_in_order_never_comes_back(lives, keeper):
    first = lives()
    first.file()
    assert keeper.begin() is None, "the ticket is in the hand"
    first.leave()
    assert not file(first).exists()
    assert lives().view.state == "attract"


def test_what_was_chosen_but_not_answered_is_not_kept(lives):
    first = lives()
    first.start()
    assert not file(first).exists()
    assert lives().view.state == "attract"


def test_practice_is_never_kept(lives, keeper):
    first = lives()
    first.press("language:vi")
    first.send(ev.OpenLearning())
    first.press("practise")
    first.press("practise:alone")
    first.press("event:birth")
    while first.view.state in {"apart", "siblings"}:
        first.press(first.view.choices[0].id)
    first.press("go-on")
    while first.view.state == "papers":
        for paper in first.view.papers:
            first.press(paper.yes.id)
        first.press("go-on")
    assert first.view.state == "question"
    assert first.core._stay.practice.visit.has_entries
    assert keeper.begin() is None
    assert not file(first).exists()


def test_what_would_have_been_forgotten_by_now_does_not_come_back(lives, keeper):
    first = lives()
    begun(first)
    first.clock.advance(181 + 45)
    after = lives()
    assert after.view.state == "attract"
    assert keeper.begin() is None
    assert not file(after).exists()


def test_whoever_has_long_looked_at_one_page_finds_all_again(lives):
    first = lives()
    told = begun(first)
    for _ in range(5):
        first.wait(60)
        first.press("again")
    after = lives()
    assert after.view.state == "recover"
    after.press("go-on")
    assert after.session.visit.asked.answers == told.asked.answers


def test_the_count_down_keeps_a_visit_no_longer(lives, keeper):
    first = lives()
    begun(first)
    assert first.wait(181 + 20).state == "idle"
    first.clock.advance(26)
    assert lives().view.state == "attract"
    assert keeper.begin() is None


def test_after_a_loss_of_power_nothing_opens(lives, keeper):
    first = lives()
    begun(first)
    assert file(first).exists()
    keeper.drop()
    after = lives()
    assert after.view.state == "attract"
    assert not file(after).exists()


def test_another_file_in_its_place_opens_nothing(lives):
    first = lives()
    begun(first)
    file(first).write_bytes(bytes(5000))
    after = lives()
    assert after.view.state == "attract"
    assert not file(after).exists()


def test_where_nobody_holds_the_key_nothing_lies_on_the_disk(benches):
    bench = benches(keeper=NoKeyKeeper())
    begun(bench)
    assert not file(bench).exists()


def test_a_visit_that_brings_the_program_down_again_and_again_has_an_end(lives):
    begun(lives())
    states = [lives().view.state for _ in range(5)]
    assert states == ["recover", "recover", "recover", "attract", "attract"]


def test_whoever_goes_on_is_offered_it_again_after_the_next_crash(lives):
    begun(lives())
    for _ in range(5):
        after = lives()
        assert after.view.state == "recover"
        after.press("go-on")
        after.answer()


def test_nothing_of_it_lies_on_the_disk_in_clear(lives):
    first = lives()
    begun(first)
    lives().press("go-on")
    for path in first.settings.state.rglob("*"):
        if path.is_file():
            assert SENTINEL.encode() not in path.read_bytes(), path.name


def test_a_key_opens_one_visit_only(lives, keeper):
    first = lives()
    begun(first)
    key, locked = keeper._key, file(first).read_bytes()
    first.press("start-over")
    first.press("yes")
    begun(first)
    assert keeper._key not in {key, b""}
    assert unlock(file(first).read_bytes(), key) is None
    assert unlock(locked, keeper._key) is None


# --- what had been kept -----------------------------------------------------------------------------------------


class Dies(BaseException):
    """The program is gone."""


class DyingPrinter(MemoryPrinter):
    def print_slip(self, slip, job):
        raise Dies


@pytest.mark.parametrize("kind", ["file", "save"])
def test_a_number_that_was_kept_comes_back_though_the_program_died_while_printing(lives, kind):
    first = lives(printer=DyingPrinter())
    with pytest.raises(Dies):
        first.file() if kind == "file" else first.save()
    after = lives(printer=MemoryPrinter())
    assert after.view.state == "recover"
    assert "A 001" not in repr(after.view)
    assert after.printer.slips == [], "nothing is printed by itself"
    after.press("go-on")
    assert after.view.state == "ticket-ask"
    assert "A 001" in repr(after.view)
    after.press("no")
    assert (after.view.state, after.view.big) == ("ticket-failed", "A 001")
    after.send(ev.TryPrintAgain())
    assert after.view.state == "ticket-out"
    assert [job for job, _ in after.printer.slips] == ["A001"], "the same number"
    assert after.parts.papers.store.last_number("A")[1] == 1


@pytest.mark.parametrize("times", [1, 2])
def test_the_ticket_names_the_helper_though_it_is_printed_after_a_crash(lives, monkeypatch, times):
    named = []
    real = words.slip_text
    monkeypatch.setattr(
        words, "slip_text", lambda facts, *rest: (named.append(facts.helper), real(facts, *rest))[1]
    )
    first = lives(printer=DyingPrinter())
    with pytest.raises(Dies):
        first.file()
    for _ in range(times):
        after = lives(printer=MemoryPrinter())
        after.press("go-on")
    after.press("no")
    after.send(ev.TryPrintAgain())
    assert after.view.state == "ticket-out"
    assert [bool(name) for name in named] == [True, True]
    assert len(set(named)) == 1


def test_what_was_filed_is_not_filed_twice(lives):
    first = lives(printer=DyingPrinter())
    with pytest.raises(Dies):
        first.file()
    after = lives(printer=MemoryPrinter())
    after.press("go-on")
    assert after.session.visit.asked.answers == {}, "the kiosk cannot read back what it has handed off"
    assert after.desk.stores == 1


@pytest.mark.parametrize("where", ["before", "behind"])
@pytest.mark.parametrize("kind", ["file", "save"])
def test_a_commit_that_the_crash_met_is_looked_up(lives, monkeypatch, kind, where):
    first = lives()
    store, name = (
        (first.parts.filing.store, "put") if kind == "file" else (first.parts.papers.store, "keep_draft")
    )
    real = getattr(store, name)

    def dying(*values, **more):
        if where == "behind":
            real(*values, **more)
        raise Dies

    monkeypatch.setattr(store, name, dying)
    with pytest.raises(Dies):
        first.file() if kind == "file" else first.save()
    monkeypatch.undo()
    after = lives()
    assert after.view.state == "recover"
    after.press("go-on")
    if where == "behind":
        assert (after.view.state, after.view.big) == ("ticket-failed", "A 001")
        after.send(ev.TryPrintAgain())
        assert after.view.state == "ticket-out"
    else:
        assert after.view.state == "review", "nothing was promised: the answers are here"
        assert after.session.visit.asked.answers


@pytest.mark.parametrize(("where", "left"), [("before", 0), ("behind", 1)])
def test_a_copy_for_the_ward_that_the_crash_met_is_left_once_or_not_at_all(lives, monkeypatch, where, left):
    first = lives()
    first.save()
    store = first.parts.filing.store
    real = store.put

    def dying(*values, **more):
        if where == "behind":
            real(*values, **more)
        raise Dies

    monkeypatch.setattr(store, "put", dying)
    first.press("leave-copy")
    with pytest.raises(Dies):
        first.press("yes")
    monkeypatch.undo()
    after = lives()
    after.press("go-on")
    assert (after.view.state, after.view.big) == ("ticket-out", "A 001")
    assert "leave-copy" not in {button.id for button in after.view.choices}, "the answers are gone"
    after.wait(40)
    assert after.desk.stores == left


def test_a_saved_visit_that_came_back_still_replaces_its_old_ticket(lives):
    first = lives()
    digits, year = first.save(), first.session.visit.birth_year
    first.leave()
    first.scan(digits)
    first.send(ev.EnterYear(year))
    first.press("go-on")
    after = lives()
    after.press("go-on")
    assert after.session.visit.saved == "open"
    assert after.session.resumed is not None


def test_a_number_in_the_queue_is_taken_where_a_key_is_held_and_leaves_nothing_to_come_back_to(lives, keeper):
    first = lives()
    first.press("language:vi")
    first.press("take-number")
    first.press("turn:usual")
    assert (first.view.state, first.view.big) == ("ticket-out", "A 001"), first.journal()
    assert keeper.begin() is None
    assert not file(first).exists()


def test_the_answers_of_whoever_takes_a_number_on_the_way_come_back_without_it(lives):
    first = lives()
    told = begun(first)
    while first.view.state != "home":
        first.press("back")
    first.press("take-number")
    first.press("turn:usual")
    assert (first.view.state, first.view.big) == ("ticket-out", "A 001")
    after = lives()
    after.press("go-on")
    assert after.session.visit.asked.answers == told.asked.answers
    assert after.session.visit.paper.number == ""


# --- order ------------------------------------------------------------------------------------------------------


class LateJobs(InlineJobs):
    """Keeps jobs until they are let go, in any order."""

    def __init__(self):
        self.waiting = []
        self.late = False

    def submit(self, job):
        if self.late:
            self.waiting.append(job)
        else:
            job()


@pytest.mark.parametrize("order", ["as it came", "the other way round"])
def test_a_late_write_does_not_outlive_the_wipe(lives, order):
    first = lives()
    jobs = LateJobs()
    recovering = first.core._carrier.recovering
    recovering._world = structs.replace(recovering._world, jobs=jobs)
    jobs.late = True
    begun(first)
    first.press("start-over")
    first.press("yes")
    assert len(jobs.waiting) > 2
    for job in jobs.waiting if order == "as it came" else reversed(jobs.waiting):
        job()
    assert not file(first).exists()


def test_a_late_deletion_does_not_take_the_next_visit_with_it(lives):
    first = lives()
    jobs = LateJobs()
    recovering = first.core._carrier.recovering
    recovering._world = structs.replace(recovering._world, jobs=jobs)
    begun(first)
    jobs.late = True
    first.press("start-over")
    first.press("yes")
    begun(first)
    for job in reversed(jobs.waiting):
        job()
    assert lives().view.state == "recover"
