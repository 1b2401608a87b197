"""The search through the whole kiosk: typed letters come back as procedures, and nothing of them stays."""

from kiosk.procedures.faults import CatalogueError
from kiosk.visit import events as ev
from kiosk.visit.seeking import Sought
from tests.engine.test_nothing_personal import NAME, nowhere


def type_all(bench, text):
    for length in range(1, len(text) + 1):
        bench.send(ev.Type("search", text[:length]))
    return bench.view


def searched(bench, text):
    bench.press("language:vi")
    bench.press("search")
    return type_all(bench, text)


def test_letters_typed_one_by_one_lead_to_a_procedure(bench):
    view = searched(bench, "kahi sanh")
    assert view.state == "search"
    assert "procedure:1.001193" in [button.id for button in view.suggestions]
    bench.press("procedure:1.001193")
    assert bench.view.state == "about"
    bench.press("back")
    assert bench.view.entry.value == "kahi sanh"
    assert bench.view.suggestions


def test_nothing_found_is_said_and_help_can_be_called(bench):
    view = searched(bench, "qqqq")
    assert view.suggestions == ()
    assert view.banner is not None
    bench.press("search:help")
    assert bench.noted("help-called") == [
        {**bench.noted("help-called")[0], "event": "help-called", "state": "help"}
    ]


def test_an_index_that_breaks_finds_nothing_and_stops_nobody(bench, monkeypatch):
    def broken(self, text, limit):
        raise CatalogueError("index_broken")

    monkeypatch.setattr(type(bench.parts.content.catalogue), "search", broken)
    view = searched(bench, "khai")
    assert view.state == "search"
    assert view.suggestions == ()
    assert view.banner is not None
    assert bench.noted("effect-failed")[0]["code"] == "index_broken"
    bench.press("back")
    assert bench.view.state == "home"


def test_what_was_typed_is_nowhere_and_gone_after_the_wipe(bench, capfd):
    searched(bench, NAME)
    assert bench.session.visit.sought.text == NAME
    nowhere(bench, capfd)
    bench.press("start-over")
    assert bench.view.state == "attract"
    assert bench.session.visit.sought == Sought()
    assert NAME.encode() not in bench.raw[-1]
    nowhere(bench, capfd)
