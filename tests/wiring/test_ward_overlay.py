"""The ward's own file on a running kiosk: what it changes is served, what breaks it leaves the last good content."""

import shutil
from dataclasses import replace
from datetime import datetime

import pytest
from msgspec import structs

from kiosk.clock import VIETNAM
from kiosk.procedures.hours import hours_of
from kiosk.settings import read
from kiosk.wiring import check, content
from kiosk.wiring.showing import gallery
from tests.caches import lend
from tests.visit.walking import ROOT

MARITAL = "1.004873"
SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def settings(tmp_path, caches):
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config)
    return replace(read(config, ROOT, tmp_path / "state"), cache=lend(caches, tmp_path / "cache"))


def ward(settings, text):
    (settings.config / "ward.yaml").write_text(f"format: 1\n{text}", encoding="utf-8")


def serve(settings):
    return content.serve(settings, gallery(settings))


def test_a_changed_ward_file_is_served_at_the_next_start(settings):
    assert serve(settings).catalogue.procedures[MARITAL].time.promise == 1
    ward(settings, f'procedures: {{"{MARITAL}": {{promise: 2}}}}\n')
    assert serve(settings).catalogue.procedures[MARITAL].time.promise == 2
    ward(settings, f'procedures: {{"{MARITAL}": {{off: true}}}}\n')
    assert MARITAL not in serve(settings).catalogue.procedures
    (settings.config / "ward.yaml").unlink()
    assert serve(settings).catalogue.procedures[MARITAL].time.promise is None


@pytest.mark.parametrize(
    "text",
    [
        f'procedures: {{"{MARITAL}": {{promise: 30}}}}\n',
        'procedures: {"0.0": {promise: 0}}\n',
        "procedures: &a [*a]\n",
        f'procedures: {{"{MARITAL}": {{texts: {{"../../etc.vi": x}}}}}}\n',
    ],
)
def test_a_broken_ward_file_leaves_the_last_good_content(settings, text):
    good = serve(settings).catalogue
    ward(settings, text)
    served = serve(settings)
    assert served.is_last_good
    assert served.catalogue.procedures[MARITAL] == good.procedures[MARITAL]
    assert set(served.catalogue.procedures) == set(good.procedures)
    assert "ward.yaml" in {fault.file for fault in served.faults}


def test_the_wards_hours_hold_at_its_points(settings):
    ward(settings, 'hours: [{days: [7], opens: "08:00", closes: "10:00"}]\n')
    changed, faults = content.with_ward_hours(settings)
    assert faults == ()
    assert hours_of(changed.point).is_open(SUNDAY)
    assert not hours_of(settings.point).is_open(SUNDAY)


def test_the_wards_hours_are_kept_until_its_file_or_the_point_changes(settings, monkeypatch):
    ward(settings, 'hours: [{days: [7], opens: "08:00", closes: "10:00"}]\n')
    before, _ = content.with_ward_hours(settings)
    with monkeypatch.context() as patch:
        patch.setattr(
            content.overlay, "read_overlay", lambda path: pytest.fail(f"{path.name} was read again")
        )
        assert content.with_ward_hours(settings) == (before, ())
    ward(settings, 'hours: [{days: [7], opens: "08:00", closes: "11:30"}]\n')
    after, _ = content.with_ward_hours(settings)
    assert after.point.hours != before.point.hours
    renamed = replace(settings, point=structs.replace(settings.point, name="Điểm khác"))
    assert content.with_ward_hours(renamed)[0].point.name == "Điểm khác"


def test_kept_hours_that_cannot_be_read_are_made_again(settings):
    good, _ = content.with_ward_hours(settings)
    (settings.cache / content.HOURS).write_bytes(b"{")
    assert content.with_ward_hours(settings) == (good, ())


def test_hours_that_cannot_be_are_told_and_the_points_own_hold(settings):
    ward(settings, 'hours: [{days: [7], opens: "10:00", closes: "08:00"}]\n')
    changed, (fault,) = content.with_ward_hours(settings)
    assert changed == settings
    assert (fault.file, fault.line) == ("ward.yaml", 2)
    said = []
    assert check.check(settings.config, ROOT, settings.state, said.append) != check.GOOD
    assert any("ward.yaml:2: hours[1].closes: a time after 10:00" in line for line in said)
