"""Reports of visits at home: kept once, sealed, signed for; a status waits for its officer."""

from datetime import timedelta

import msgspec
import pytest
from django.test import Client

from kiosk.desk import models
from kiosk.desk.home_reports import open_reports
from kiosk.dossier.day_list import check_report_word, seal_report
from kiosk.ids import HelperId, WardCode
from kiosk.wire.messages import CONTENT_TYPE
from kiosk.wire.visits import REPORT_LIMIT, REPORT_PATH, Custody, HomeThing, ReportWord, VisitReport
from tests.databases import kept
from tests.desk.conftest import PIXEL, SENTINEL
from tests.desk.test_day_lists import TODAY, asked, clerk, give, helper, seen, team  # noqa: F401 - fixtures

__all__ = ["seen"]


@pytest.fixture
def visit(asked, give, helper):  # noqa: F811 - a fixture
    found = asked()
    give(found, to=helper())
    return found


@pytest.fixture
def report(ward):
    """Makes a sealed report of a visit."""

    def make(visit_id, stage="papers", *, signer=None, ward_code=None, ward_key=None, **more):
        signer = signer or ward.known
        values = {
            "schema": 1,
            "report": ward.site.ids.new(),
            "visit": visit_id,
            "kiosk_id": signer.kiosk_id,
            "helper": HelperId("h-tai"),
            "name": "Trần Văn Mẫu",
            "at": ward.clock.now().isoformat(timespec="seconds"),
            "stage": stage,
            "things": (HomeThing(id="a", name=f"Giấy của {SENTINEL}"),),
            "custody": Custody(resident=PIXEL, helper=PIXEL, how="cross", seer="neighbour"),
        }
        return seal_report(
            VisitReport(**(values | more)),
            ward=WardCode(ward_code or ward.site.ward),
            ward_key=ward_key or next(iter(ward.site.keys.ward.values())).public,
            signer=signer,
            sealed_at=ward.clock.now(),
        )

    return make


@pytest.fixture
def put(ward):
    """Hands a report to the desk; returns the desk's word, checked, or its refusal."""

    def handed(sealed):
        client = Client(headers={"host": "localhost"})
        answer = client.post(REPORT_PATH, msgspec.msgpack.encode(sealed), content_type=CONTENT_TYPE)
        if answer.status_code != 200:
            return answer.content.decode()
        word = msgspec.msgpack.decode(answer.content, type=ReportWord)
        assert check_report_word(word, sealed, ward.site.keys.signer.public)
        return "kept" if word.kept else word.reason

    return handed


def state_of(visit):
    visit.refresh_from_db()
    return visit.state


def test_what_was_received_at_a_home_is_kept_sealed_and_the_visit_is_done(ward, visit, report, put):
    assert put(report(visit.visit_id)) == "kept"
    assert state_of(visit) == "done"
    row = models.HomeReport.objects.get()
    assert (row.stage, row.helper, row.apart) == ("papers", "h-tai", False)
    assert [path for path, content in kept(ward.site.state).items() if SENTINEL.encode() in content] == []


def test_an_officer_reads_a_report_on_record(ward, clerk, visit, report, put):  # noqa: F811
    put(report(visit.visit_id))
    (opened,) = open_reports(ward.site, clerk, visit)
    assert opened.plain.custody.seer == "neighbour"
    assert SENTINEL in opened.plain.things[0].name
    entry = models.AccessLog.objects.get()
    assert (entry.officer, entry.dossier, entry.what) == (clerk, visit.dossier, "dossier")


def test_the_same_report_again_is_the_same_and_moves_nothing_twice(visit, report, put):
    told = report(visit.visit_id)
    assert [put(told), put(told)] == ["kept", "kept"]
    visit.refresh_from_db()
    assert (models.HomeReport.objects.count(), visit.version) == (1, 3)


def test_other_bytes_under_a_known_id_are_refused(ward, visit, report, put):
    told = report(visit.visit_id)
    put(told)
    assert put(report(visit.visit_id, report=told.report)) == "id-conflict"
    assert bytes(models.HomeReport.objects.get().sealed) == told.sealed


def test_a_result_handed_over_moves_the_visit_and_not_the_dossier(visit, report, put):
    put(report(visit.visit_id, "result"))
    assert state_of(visit) == "returned"
    assert models.Dossier.objects.get().status == 1
    put(report(visit.visit_id, "steps"))
    assert state_of(visit) == "returned"


def test_a_report_of_an_earlier_day_leaves_a_later_visit_to_come(ward, visit, report, put):
    models.HomeVisit.objects.update(day=TODAY + timedelta(days=2))
    assert put(report(visit.visit_id)) == "kept"
    assert state_of(visit) == "planned"


def test_a_report_of_a_machine_whose_key_was_revoked_is_kept_apart(ward, visit, report, put):
    assert put(report(visit.visit_id, "result", signer=ward.revoked)) == "kept"
    assert models.HomeReport.objects.get().apart
    assert state_of(visit) == "planned"


def test_a_strangers_report_is_not_taken(ward, visit, report, put):
    assert put(report(visit.visit_id, signer=ward.stranger)) == "refused"
    assert not models.HomeReport.objects.exists()


def test_what_cannot_be_kept_is_refused_with_a_signed_word_why(ward, visit, report, put):
    good = report(visit.visit_id)
    assert put(report("0" * 32)) == "unknown-visit"
    assert put(msgspec.structs.replace(good, sealed_at="2026-11-17T08:00:00+07:00")) == "bad-signature"
    assert put(report(visit.visit_id, ward_code="99999")) == "wrong-ward"
    assert put(report(visit.visit_id, ward_key=ward.other_ward_key)) == "unreadable"
    assert put(report(visit.visit_id, at="morning")) == "unreadable"
    assert put(report(visit.visit_id, helper=HelperId("h\0"))) == "unreadable"
    large = Custody(resident=bytes(REPORT_LIMIT), helper=b"", how="signed")
    assert put(report(visit.visit_id, custody=large)) == "unreadable"
    assert not models.HomeReport.objects.exists()
    assert state_of(visit) == "planned"


def test_the_same_report_from_two_lines_at_once_is_kept_once(visit, report, put, at_once):
    told = report(visit.visit_id)
    assert at_once(lambda: put(told), lambda: put(told)) == ["kept", "kept"]
    assert models.HomeReport.objects.count() == 1
