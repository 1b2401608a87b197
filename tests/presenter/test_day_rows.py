"""What the board of the day tells of dossiers on their way: each state with exactly one thing to do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.ids import DossierId
from kiosk.presenter.day import day_rows
from kiosk.presenter.scene import Stage
from kiosk.texts import LANGUAGES
from kiosk.visit.day import Day, Stuck
from kiosk.visit.day_events import SendNow, TellOfficer, TryDossier
from tests.presenter.test_due import scene
from tests.visit.walking import fresh

WHEN = scene().now
REFUSED = Stuck(DossierId("d" * 32), "A002", "unreadable")


def rows(day, language="vi"):
    shown = replace(scene(), day=day)
    return {row.id: row for row in day_rows(Stage(replace(fresh(), language=language), shown))}


@pytest.mark.parametrize(
    ("day", "name", "event"),
    [
        (Day(waiting=2, waits_since=WHEN), "day:to-send", SendNow()),
        (Day(waiting=2, unanswered=2, waits_since=WHEN), "day:unanswered", SendNow()),
        (Day(stuck=(REFUSED,)), f"day:stuck:{REFUSED.dossier}", TellOfficer(REFUSED.dossier)),
        (
            Day(stuck=(Stuck(REFUSED.dossier, "A002", "unknown-kiosk"),)),
            f"day:stuck:{REFUSED.dossier}",
            TryDossier(REFUSED.dossier),
        ),
        (
            Day(stuck=(Stuck(REFUSED.dossier, "A002", "unreadable", WHEN),)),
            f"day:stuck:{REFUSED.dossier}",
            TryDossier(REFUSED.dossier),
        ),
    ],
    ids=["waits", "not answered", "refused for good", "refused for now", "the officer knows"],
)
def test_each_state_of_a_dossier_has_exactly_one_thing_to_do(day, name, event):
    row = rows(day)[name]
    assert row.button.event == event
    assert row.picture
    assert row.note


def test_two_states_at_once_stand_in_two_rows_with_their_own_counts():
    found = rows(Day(waiting=5, unanswered=3, waits_since=WHEN))
    assert [found[name].label for name in ("day:to-send", "day:unanswered")] == [
        "Chờ gửi: 2",
        "Phường chưa trả lời: 3",
    ]


def test_where_nothing_waits_nothing_is_told_of_it():
    assert not {"day:to-send", "day:unanswered"} & set(rows(Day()))


@pytest.mark.parametrize(("minutes", "mark"), [(9, ""), (10, "doubt")])
def test_only_what_has_waited_long_is_marked(minutes, mark):
    day = Day(waiting=1, waits_since=WHEN - timedelta(minutes=minutes))
    assert rows(day)["day:to-send"].mark == mark


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_states_are_told_in_every_language(language):
    found = rows(Day(waiting=5, unanswered=3, waits_since=WHEN), language)
    assert len({found[name].label for name in ("day:to-send", "day:unanswered")}) == 2
