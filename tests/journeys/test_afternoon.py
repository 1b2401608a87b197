"""Ten residents come one after the other: each is served, and none meets anything of another."""

import pytest

from kiosk.store.audit import SqliteAuditStore
from kiosk.store.connection import Database
from kiosk.takeover.audit import verify
from kiosk.tour.script import load_all
from kiosk.wiring.build import DATABASE
from tests.caches import lend
from tests.journeys.afternoon import TEN, Afternoon
from tests.visit.walking import FULL


@pytest.fixture(scope="module")
def afternoon(tmp_path_factory, caches):
    folder = tmp_path_factory.mktemp("afternoon")
    made = Afternoon(folder, lend(caches, folder / "cache"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def stays(afternoon):
    short = [one for one in TEN if one[0] in {"refuse-consent", "take-over", "withdraw"}]
    return [afternoon.play(*one) for one in (TEN if FULL else short)]


def test_what_each_of_them_filed_is_at_the_desk_once_and_whole(stays):
    assert [(stay.journey, stay.faults) for stay in stays if stay.faults] == []
    filed = [stay.journey for stay in stays if load_all()[stay.journey].end.kind == "dossier"]
    assert [stay.journey for stay in stays if stay.dossiers] == filed != []


def test_nobody_sees_a_word_of_whoever_came_before(stays):
    for number, stay in enumerate(stays):
        own = set(stay.private)
        others = {word for before in stays[:number] for word in before.private} - own
        assert others or number == 0
        assert [word for word in others for page in stay.pages if word in page] == []


def test_the_whole_afternoon_stands_in_one_unbroken_chain(afternoon, stays):
    database = Database(afternoon.stage.settings.state / DATABASE)
    try:
        entries = SqliteAuditStore(database).entries()
    finally:
        database.close()
    assert verify(entries) is None
    visits = {entry.act.visit for entry in entries if entry.act.act == "signed-in"}
    alone = {"save-and-resume", "walk-away"}
    helped = [stay for stay in stays if stay.journey not in alone]
    assert len(visits) == len(helped), "somebody was let in and it is not on record"
