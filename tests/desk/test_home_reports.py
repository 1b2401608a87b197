"""Reports of visits at home: kept once, sealed, signed for; a status waits for its officer."""

from datetime import timedelta

import msgspec
import pytest

from kiosk.desk import models
from kiosk.desk.home_reports import open_reports
from kiosk.ids import HelperId
from kiosk.wire.visits import REPORT_LIMIT, Custody
from tests.databases import kept
from tests.desk.conftest import SENTINEL
from tests.desk.homes import TODAY, state_of


@pytest.fixture
def visit(asked_home, give, helper):
    found = asked_home()
    give(found, to=helper())
    return found


def test_what_was_received_at_a_home_is_kept_sealed_and_the_visit_is_done(ward, visit, report, hand_over):
    assert hand_over(report(visit.visit_id)) == "kept"
    assert state_of(visit) == "done"
    row = models.HomeReport.objects.get()
    assert (row.stage, row.helper, row.apart) == ("papers", "h-tai", False)
    assert [path for path, content in kept(ward.site.state).items() if SENTINEL.encode() in content] == []


def test_an_officer_reads_a_report_on_record(ward, clerk, visit, report, hand_over):
    hand_over(report(visit.visit_id))
    (opened,) = open_reports(ward.site, clerk, visit)
    assert opened.plain.custody.seer == "neighbour"
    assert SENTINEL in opened.plain.things[0].name
    entry = models.AccessLog.objects.get()
    assert (entry.officer, entry.dossier, entry.what) == (clerk, visit.dossier, "dossier")


def test_the_same_report_again_is_the_same_and_moves_nothing_twice(visit, report, hand_over):
    told = report(visit.visit_id)
    assert [hand_over(told), hand_over(told)] == ["kept", "kept"]
    visit.refresh_from_db()
    assert (models.HomeReport.objects.count(), visit.version) == (1, 3)


def test_other_bytes_under_a_known_id_are_refused(ward, visit, report, hand_over):
    told = report(visit.visit_id)
    hand_over(told)
    assert hand_over(report(visit.visit_id, report=told.report)) == "id-conflict"
    assert bytes(models.HomeReport.objects.get().sealed) == told.sealed


def test_a_result_handed_over_moves_the_visit_and_not_the_dossier(visit, report, hand_over):
    hand_over(report(visit.visit_id, "result"))
    assert state_of(visit) == "returned"
    assert models.Dossier.objects.get().status == 1
    hand_over(report(visit.visit_id, "steps"))
    assert state_of(visit) == "returned"


def test_a_report_of_an_earlier_day_leaves_a_later_visit_to_come(ward, visit, report, hand_over):
    models.HomeVisit.objects.update(day=TODAY + timedelta(days=2))
    assert hand_over(report(visit.visit_id)) == "kept"
    assert state_of(visit) == "planned"


def test_a_report_of_a_machine_whose_key_was_revoked_is_kept_apart(ward, visit, report, hand_over):
    assert hand_over(report(visit.visit_id, "result", signer=ward.revoked)) == "kept"
    assert models.HomeReport.objects.get().apart
    assert state_of(visit) == "planned"


def test_a_strangers_report_is_not_taken(ward, visit, report, hand_over):
    assert hand_over(report(visit.visit_id, signer=ward.stranger)) == "refused"
    assert not models.HomeReport.objects.exists()


def test_what_cannot_be_kept_is_refused_with_a_signed_word_why(ward, visit, report, hand_over):
    good = report(visit.visit_id)
    assert hand_over(report("0" * 32)) == "unknown-visit"
    assert hand_over(msgspec.structs.replace(good, sealed_at="2026-11-17T08:00:00+07:00")) == "bad-signature"
    assert hand_over(report(visit.visit_id, ward_code="99999")) == "wrong-ward"
    assert hand_over(report(visit.visit_id, ward_key=ward.other_ward_key)) == "unreadable"
    assert hand_over(report(visit.visit_id, at="morning")) == "unreadable"
    assert hand_over(report(visit.visit_id, helper=HelperId("h\0"))) == "unreadable"
    large = Custody(resident=bytes(REPORT_LIMIT), helper=b"", how="signed")
    assert hand_over(report(visit.visit_id, custody=large)) == "unreadable"
    assert not models.HomeReport.objects.exists()
    assert state_of(visit) == "planned"


def test_the_same_report_from_two_lines_at_once_is_kept_once(visit, report, hand_over, at_once):
    told = report(visit.visit_id)
    assert at_once(lambda: hand_over(told), lambda: hand_over(told)) == ["kept", "kept"]
    assert models.HomeReport.objects.count() == 1


def test_where_nothing_could_be_done_the_visit_is_to_be_planned_again(visit, report, hand_over, give, helper):
    assert hand_over(report(visit.visit_id, "missed", custody=None)) == "kept"
    assert state_of(visit) == "missed"
    assert give(visit, to=helper("ba"), day=TODAY + timedelta(days=1)) is None
    assert state_of(visit) == "planned"


def test_why_nothing_could_be_done_yesterday_moves_no_visit_of_today(visit, report, hand_over):
    models.HomeVisit.objects.update(day=TODAY + timedelta(days=1))
    hand_over(report(visit.visit_id, "missed", custody=None))
    assert state_of(visit) == "planned"


@pytest.mark.parametrize(("before", "after"), [("papers", "done"), ("result", "returned")])
def test_what_was_done_at_a_home_is_not_undone_by_another_way_there_for_nothing(
    visit, report, hand_over, before, after
):
    hand_over(report(visit.visit_id, before))
    hand_over(report(visit.visit_id, "missed", custody=None))
    assert state_of(visit) == after


def test_what_moved_a_visit_is_in_its_history_with_who_told_it_and_when(ward, visit, report, hand_over):
    for stage in ("missed", "papers", "steps", "result"):
        hand_over(report(visit.visit_id, stage))
    told = [act for act in visit.acts.order_by("pk") if act.kiosk_id and act.what != "list"]
    assert [act.what for act in told] == ["missed", "came", "handed"]
    assert {(act.person.helper_id, act.day, act.officer_id) for act in told} == {("h-tai", TODAY, None)}


def test_a_report_of_a_revoked_machine_is_no_part_of_the_history(ward, visit, report, hand_over):
    hand_over(report(visit.visit_id, "missed", signer=ward.revoked))
    assert not visit.acts.filter(what="missed").exists()
