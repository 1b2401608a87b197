"""The heartbeat of a whole kiosk: when it goes, what it brings, and that nobody waits for it."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from msgspec import structs

from kiosk.dossier.keys import new_signing_key, store_signing_public
from kiosk.ids import SystemIds
from kiosk.presenter.scene import Scene
from kiosk.takeover.roster import sign_roster
from kiosk.visit import events as ev
from kiosk.wiring import build, example_ward
from kiosk.wiring.itself import content_fingerprint
from tests.engine.bench import Bench


@pytest.fixture
def ward_key(settings):
    """A roster key of the ward's that this test holds: the example roster is signed anew with it."""
    folder = example_ward.folder(settings) / "kiosk"
    key = new_signing_key(SystemIds().random_bytes)
    roster = build.key_ring(settings).roster()
    path = folder / "roster_public.key"
    path.unlink()
    store_signing_public(path, key.public_key())
    (folder / "roster.bin").write_bytes(sign_roster(roster, key))
    return key


def newer(bench, key, **changes):
    roster = bench.parts.people.roster()
    return sign_roster(structs.replace(roster, version=roster.version + 1, **changes), key)


def heard(bench):
    return bench.heart_desk.heard


def test_one_goes_at_the_start_and_then_every_minute(bench):
    begun = len(heard(bench))
    assert begun >= 1
    bench.wait(59)
    assert len(heard(bench)) == begun
    bench.wait(122)
    assert len(heard(bench)) == begun + 3
    assert {beat.kiosk_id for beat in heard(bench)} == {bench.parts.filing.signer.kiosk_id}


def test_on_a_line_that_is_paid_by_the_byte_one_goes_each_half_hour_whatever_was_recorded(settings):
    kiosk = structs.replace(settings.kiosk, line=structs.replace(settings.kiosk.line, frugal=True))
    bench = Bench(replace(settings, kiosk=kiosk))
    bench.to_workbench()
    assert bench.parts.people.audit.head().count > 0
    for _ in range(6):
        bench.wait(1200)
    at = [datetime.fromisoformat(beat.at) for beat in heard(bench)]
    assert {
        timedelta(minutes=30) <= after - before < timedelta(minutes=31) for before, after in pairwise(at)
    } == {True}
    assert len(heard(bench)) >= 4
    assert bench.heart_desk.entries[bench.parts.filing.signer.kiosk_id]
    assert {beat.condition.every for beat in heard(bench) if beat.condition is not None} == {30}
    bench.close()


def test_what_was_recorded_is_at_the_desk_ten_seconds_later(bench):
    bench.wait(20)
    bench.to_workbench()
    bench.wait(10)
    assert list(bench.heart_desk.entries.values()) == [list(bench.parts.people.audit.entries())]
    assert "take-over-agreed" in {entry.act.act for entry in bench.parts.people.audit.entries()}


def test_without_a_network_it_tries_less_often_and_says_so_to_helpers_alone(bench):
    bench.heart_desk.away = "offline"
    bench.wait(61)
    assert bench.core._scene().ward == "away"
    before = bench.core._couriers.heart.last_reached
    tries = []
    bench.heart_desk.beat = lambda _beat, beat=bench.heart_desk.beat: tries.append(1) or beat(_beat)
    bench.wait(600)
    assert 3 <= len(tries) <= 5
    bench.heart_desk.away = ""
    bench.wait(181)
    assert bench.core._scene().ward == "reached"
    assert bench.core._couriers.heart.last_reached > before + timedelta(minutes=10)


def test_a_glass_that_knows_nothing_yet_says_nothing_of_the_ward():
    assert Scene.__dataclass_fields__["ward"].default == "unknown"


def test_a_newer_roster_that_comes_back_is_in_force_at_once(ward_key, benches):
    bench = benches()
    tai, lan = bench.parts.people.roster().helpers
    gone = structs.replace(lan, revoked=True)
    bench.heart_desk.roster = 2, newer(bench, ward_key, helpers=(tai, gone))
    bench.wait(61)
    assert bench.parts.people.roster().version == 2
    assert heard(bench)[-1].roster_version == 1
    bench.wait(61)
    assert heard(bench)[-1].roster_version == 2
    assert [line["outcome"] for line in bench.noted("roster-came")] == ["taken"]
    bench.to_ways()
    bench.press("way:with-helper")
    bench.scan(bench.helper(1).badge)
    bench.send(ev.EnterPin(bench.helper(1).pin))
    assert bench.view.state != "handover"
    assert bench.parts.people.audit.entries()[-1].act.detail == "revoked"


def test_a_restart_keeps_the_roster_that_came(ward_key, benches):
    bench = benches()
    bench.heart_desk.roster = 2, newer(bench, ward_key)
    bench.wait(61)
    bench.close()
    assert benches(seed=2).parts.people.roster().version == 2


@pytest.mark.parametrize("spoil", ["other-key", "damaged", "older"])
def test_of_a_roster_that_is_not_the_wards_the_old_one_stays(ward_key, benches, spoil):
    bench = benches()
    good = newer(bench, ward_key)
    stranger = new_signing_key(SystemIds().random_bytes)
    roster = bench.parts.people.roster()
    spoilt = {
        "other-key": sign_roster(structs.replace(roster, version=9), stranger),
        "damaged": good[:-1] + bytes([good[-1] ^ 1]),
        "older": sign_roster(structs.replace(roster, version=0), ward_key),
    }[spoil]
    bench.heart_desk.roster = 9, spoilt
    bench.wait(61)
    assert bench.parts.people.roster() == roster
    (noted,) = {line["outcome"] for line in bench.noted("roster-came")}
    assert noted == {"other-key": "wrong-key", "damaged": "bad-signature", "older": "older-version"}[spoil]


def test_a_disk_that_is_full_keeps_the_old_roster(ward_key, benches, monkeypatch):
    bench = benches()
    bench.heart_desk.roster = 2, newer(bench, ward_key)

    def full(*_):
        raise OSError(28, "full")

    monkeypatch.setattr("kiosk.wiring.roster_file.replace", full)
    bench.wait(61)
    assert bench.parts.people.roster().version == 1
    assert {line["outcome"] for line in bench.noted("roster-came")} == {"not-written"}


def test_how_the_machine_is_goes_along_when_it_is_news_and_of_a_visit_nothing_but_the_hour(bench):
    bench.wait(130)
    told = [beat.condition for beat in heard(bench) if beat.condition is not None]
    assert [(one.last_visit, one.visit_minutes) for one in told] == [("", 0)]
    assert told[0].disk_mb > 0
    assert len(told[0].content) == 12
    assert told[0].ring == bench.settings.kiosk.updates.ring
    bench.to_ways()
    bench.wait(90)
    bench.wait(1200)
    assert bench.view.state == "attract"
    last = [beat.condition for beat in heard(bench) if beat.condition is not None][-1]
    assert last.last_visit.endswith(":00:00+07:00")
    assert last.visit_minutes >= 1


def test_what_did_not_work_is_counted(bench):
    bench.wait(61)
    bench.parts.world.journal.note("effect-failed", effect="printer", code="x")
    bench.parts.world.journal.note("paper-low")
    bench.wait(61)
    assert heard(bench)[-1].condition.faults == 1


def test_the_same_content_has_the_same_fingerprint_and_a_change_another(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.yaml").write_text("x", encoding="utf-8")
    ward = tmp_path / "ward.yaml"
    first, second = (content_fingerprint(tmp_path / name, ward) for name in ("a", "b"))
    assert first == second
    ward.write_text("fee: 2", encoding="utf-8")
    assert content_fingerprint(tmp_path / "a", ward) != first
