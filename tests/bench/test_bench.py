"""The bench still measures what it names; what it finds is nobody's pass or fail."""

import os
import shutil
from pathlib import Path

import pytest

from kiosk.pictures import Fonts, Pictures
from kiosk.procedures.load import load
from kiosk.store.catalogue_index import SqliteCatalogueIndex, compile_catalogue
from tests.bench import __main__ as bench
from tests.bench import (
    coming_back,
    damaged,
    finding,
    first_sound,
    heartbeats,
    many,
    page,
    pieces,
    signing_in,
    two_processes,
)
from tests.caches import lend
from tests.tickets.damage import DAMAGES
from tests.tickets.slips import FONTS
from tests.visit.walking import FULL, ROOT


def test_every_piece_gives_a_figure(tmp_path):
    found = list(pieces.measure(tmp_path / "cache", tmp_path, 1))
    assert len({what for what, _, _ in found}) == len(found) == 10
    assert {unit for _, unit, _ in found} == {"ms", "bytes"}
    assert all(figure > 0 for _, _, figure in found)


def test_the_way_from_a_badge_to_the_workbench_is_timed_at_the_full_cost_of_a_pin(tmp_path, caches):
    whole, pin = (figure for _, _, figure in signing_in.measure(lend(caches, tmp_path / "c"), tmp_path, 1))
    assert whole > pin > 0


def test_a_made_up_catalogue_is_found_and_opened_like_any_other(tmp_path):
    count = many.fill(tmp_path / "content", 3)
    catalogue = load(tmp_path / "content")
    assert len(catalogue.procedures) == count
    compile_catalogue(tmp_path / "compiled", catalogue, "")
    index = SqliteCatalogueIndex(tmp_path / "compiled")
    assert index.search("8.000002", 1) == ("8.000002",)
    figures = [*finding.searching(index), *finding.opening({count: tmp_path / "compiled"})]
    assert all(figure > 0 for _, _, figure in figures)
    index.close()


def test_the_web_page_to_compare_with_has_the_eight_tiles_and_their_pictures(tmp_path):
    written = page.write(tmp_path / "page", tmp_path / "cache").read_text(encoding="utf-8")
    shown = [part.partition('"')[0] for part in written.split('<img src="file://')[1:]]
    assert written.count('class="tile"') == 8
    assert len(shown) == 8 + 2
    assert all(Path(picture).is_file() for picture in shown)


def test_the_first_sound_of_each_page_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", os.environ["PATH"])
    if not FULL:
        monkeypatch.setattr(first_sound, "ROUND", first_sound.ROUND[:3])
    found = first_sound.measure(1, tmp_path, languages=("vi",))
    assert len(found) == len(first_sound.ROUND)
    assert all(one > 0 for times in found.values() for one in times)


def test_each_damage_has_its_share(tmp_path):
    drawing = {"pictures": Pictures(ROOT / "assets" / "illustrations", tmp_path), "fonts": Fonts(FONTS)}
    found = list(damaged.borne(drawing, 1))
    assert len(found) == len(DAMAGES) * len(damaged.WIDTHS)
    assert [share for name, _, share in found if name == "whole"] == [1, 1]


@pytest.mark.full
@pytest.mark.screen
def test_a_visit_that_was_killed_is_asked_after_in_a_window(tmp_path):
    times = 5 if FULL else 1
    ((_, unit, seconds),) = coming_back.measure(tmp_path, times)
    assert unit == "s"
    assert seconds > 0


def test_a_touch_is_timed_through_the_socket_and_in_one_process(tmp_path, caches, compiled, monkeypatch):
    monkeypatch.setattr(two_processes, "ROUNDS", 2)
    (tmp_path / "state").mkdir()
    lend(caches, tmp_path / "state" / "cache")
    for state in ("state", "link-one"):
        (tmp_path / state).mkdir(exist_ok=True)
        shutil.copy(compiled, tmp_path / state)
    took = two_processes.links(bench.config(tmp_path / "config"), tmp_path)
    assert [len(took[name]) for name in ("one", "two")] == [2, 2]
    assert min(*took["one"], *took["two"]) > 0


def test_an_hour_of_heartbeats_costs_five_kilobytes_at_most_where_each_byte_is_paid(tmp_path):
    (_, *oftener), (_, *frugal), (_, *forgotten) = heartbeats.measure(tmp_path)
    assert all(more > less > 0 for more, less in zip(oftener, frugal, strict=True))
    assert sum(frugal) < sum(forgotten)
    assert sum(frugal) <= 5 * 1024
