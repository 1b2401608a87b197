"""How long the desk keeps what: the time of what residents told ends, the record of what was done with it stays."""

from datetime import timedelta

import msgspec
import pytest

from kiosk.desk import models, serve
from kiosk.desk.intake import take_in
from kiosk.desk.retention import ENDED, tidy
from kiosk.desk.settings import SettingsError, load
from kiosk.wire.messages import PROTOCOL, IntakeBatch
from tests.databases import EXAMPLE, settings_for
from tests.desk.conftest import SENTINEL

KEPT = 365


def put(ward, parcel=None):
    parcel = parcel or ward.seal()
    batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=parcel.kiosk_id, dossiers=(parcel,))
    (result,) = take_in(ward.site, batch).results
    return parcel, result


@pytest.fixture
def ended(ward):
    """Makes a dossier that ended under a status, with one change on record and a note."""

    def make(status=10):
        parcel, _ = put(ward)
        row = models.Dossier.objects.get(dossier_id=parcel.dossier_id)
        row.status, row.note, row.updated_at = status, "Xin mang giấy", ward.clock.now()
        row.save()
        models.StatusChange.objects.create(
            ward=ward.site.ward,
            dossier=row,
            officer=models.Officer.objects.get(role="officer"),
            at=ward.clock.now(),
            status=status,
            note="Xin mang giấy",
            missing=[["death-notice", "Giấy báo tử"]],
            to_pay=8000,
        )
        return parcel

    return make


@pytest.mark.parametrize("status", ENDED)
def test_what_was_told_goes_when_its_time_is_over_and_the_record_stays(ward, ended, officer, status):
    parcel = ended(status)
    ward.clock.advance(timedelta(days=KEPT, seconds=-1).total_seconds())
    assert tidy(ward.site)["dossiers"] == 0
    ward.clock.advance(1)
    assert tidy(ward.site)["dossiers"] == 1
    assert tidy(ward.site)["dossiers"] == 0
    row = models.Dossier.objects.get(dossier_id=parcel.dossier_id)
    assert (bytes(row.sealed), row.note, row.status) == (b"", "", status)
    change = models.StatusChange.objects.get()
    officer.force_login(
        models.Officer.objects.get(role="officer").user
    )  # the session of a year ago has gone, too
    assert (change.status, change.note, change.missing, change.to_pay) == (status, "", [], 0)
    for address in ("/", f"/ho-so/{parcel.dossier_id}/"):
        said = officer.get(address).content.decode()
        assert "hết hạn lưu" in said
        assert SENTINEL not in said
        assert "khóa khác" not in said
    assert models.AccessLog.objects.count() == 2, (
        "who looked is on record, though there was nothing left to see"
    )


@pytest.mark.parametrize("status", sorted(set(range(1, 11)) - set(ENDED)))
def test_a_dossier_that_is_still_worked_on_is_never_emptied(ward, ended, status):
    ended(status)
    ward.clock.advance(timedelta(days=10 * KEPT).total_seconds())
    assert tidy(ward.site)["dossiers"] == 0


def test_a_dossier_that_has_been_emptied_is_still_received_once(ward, ended):
    parcel = ended()
    ward.clock.advance(timedelta(days=KEPT).total_seconds())
    tidy(ward.site)
    _, again = put(ward, parcel)
    assert again.outcome == "duplicate"
    assert ward.vouches(again.receipt, parcel)
    assert bytes(models.Dossier.objects.get().sealed) == b""


def test_an_attachment_of_an_emptied_dossier_is_there_no_more(ward, ended, officer):
    parcel = ended()
    assert officer.get(f"/ho-so/{parcel.dossier_id}/dinh-kem/1/").status_code == 200
    ward.clock.advance(timedelta(days=KEPT).total_seconds())
    tidy(ward.site)
    assert officer.get(f"/ho-so/{parcel.dossier_id}/dinh-kem/1/").status_code == 302, (
        "the session has gone, too"
    )
    officer.force_login(models.Officer.objects.get(role="officer").user)
    assert officer.get(f"/ho-so/{parcel.dossier_id}/dinh-kem/1/").status_code == 404


def home_report_of(ward, dossier, *, sealed):
    now = ward.clock.now()
    visit = models.HomeVisit.objects.create(
        ward=ward.site.ward, visit_id="1" * 32, dossier=dossier, updated_at=now
    )
    models.HomeReport.objects.create(
        ward=ward.site.ward, report_id="2" * 32, visit=visit, kiosk=dossier.kiosk, helper="tai", stage="papers",
        protocol=1, key_id="", sealed_at="", sealed=sealed, sealed_sha256=b"", signature=b"", arrival="",
        received_at=now,
    )  # fmt: skip


def test_what_was_told_of_a_visit_at_home_goes_with_its_dossier(ward, ended):
    home_report_of(ward, models.Dossier.objects.get(dossier_id=ended().dossier_id), sealed=b"sealed")
    tidy(ward.site)
    assert bytes(models.HomeReport.objects.get().sealed) == b"sealed"
    ward.clock.advance(timedelta(days=KEPT).total_seconds())
    tidy(ward.site)
    assert bytes(models.HomeReport.objects.get().sealed) == b""


def test_what_is_told_of_a_visit_at_home_after_its_dossiers_time_is_over_is_not_kept_for_good(ward, ended):
    dossier = models.Dossier.objects.get(dossier_id=ended().dossier_id)
    home_report_of(ward, dossier, sealed=b"")
    ward.clock.advance(timedelta(days=KEPT).total_seconds())
    tidy(ward.site)
    models.HomeReport.objects.update(sealed=b"a laptop had no network for so long")
    tidy(ward.site)
    assert bytes(models.HomeReport.objects.get().sealed) == b""


def test_many_are_emptied_in_turns(ward, ended, monkeypatch):
    monkeypatch.setattr("kiosk.desk.retention._AT_ONCE", 2)
    for _ in range(5):
        ended()
    ward.clock.advance(timedelta(days=KEPT).total_seconds())
    assert tidy(ward.site)["dossiers"] == 5


def test_another_wards_dossiers_are_left_alone(ward, ended):
    ended()
    models.Dossier.objects.update(ward="00001")
    ward.clock.advance(timedelta(days=KEPT).total_seconds())
    assert tidy(ward.site)["dossiers"] == 0


def test_old_counts_and_calls_go(ward):
    kiosk = models.Kiosk.objects.get(kiosk_id="kiosk-a")
    today = ward.clock.now().date()
    for age in (1099, 1101):
        models.VisitCount.objects.create(
            ward=ward.site.ward, kiosk=kiosk, point="a", screen="rate", result="told", minutes=0, helped=False,
            language="vi", day=today - timedelta(days=age), hour=9, count=1,
        )  # fmt: skip
        models.CountBatch.objects.create(
            ward=ward.site.ward,
            kiosk=kiosk,
            batch_id=str(age),
            sha256=b"",
            received_on=today - timedelta(days=age),
        )
    for hours in (1, 25):
        models.HelpCall.objects.create(
            ward=ward.site.ward, kiosk=kiosk, call_id=str(hours), point="a",
            opened_at=ward.clock.now() - timedelta(hours=hours),
        )  # fmt: skip
    gone = tidy(ward.site)
    assert (gone["counts"], gone["calls"]) == (1, 1)
    assert [row.batch_id for row in models.CountBatch.objects.all()] == ["1099"]


def test_the_ward_may_say_how_long_within_bounds(ward, tmp_path):
    text = settings_for(ward.site.state).read_text(encoding="utf-8")
    for days, good in ((30, True), (29, False), (3651, False)):
        path = tmp_path / "desk.toml"
        bare = "\n".join(line for line in text.splitlines() if not line.startswith("dossiers_days"))
        path.write_text(bare.replace("[retention]", f"[retention]\ndossiers_days = {days}"), encoding="utf-8")
        if good:
            assert load(path).retention.dossiers_days == days
        else:
            with pytest.raises(SettingsError, match="dossiers_days"):
                load(path)


def test_a_desk_that_serves_tidies_by_itself(ward, ended):
    from kiosk.desk.drafts import purge_hourly

    ended()
    ward.clock.advance(timedelta(days=KEPT).total_seconds())
    waits = iter([False, True])
    purge_hourly(ward.site, lambda _: next(waits), tidy)
    assert bytes(models.Dossier.objects.get().sealed) == b""


def test_tidy_is_a_command_that_says_what_went(ward, ended, monkeypatch, capsys):
    ended()
    ward.clock.advance(timedelta(days=KEPT).total_seconds())
    monkeypatch.setattr(serve, "site_of", lambda *_: ward.site)
    assert serve.main(["tidy"]) == 0
    assert "dossiers: 1 gone" in capsys.readouterr().out


def test_the_example_settings_say_what_the_program_means():
    from kiosk.desk.settings import Retention

    found = load(EXAMPLE).retention
    assert msgspec.structs.asdict(found) == msgspec.structs.asdict(Retention())
