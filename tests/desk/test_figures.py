"""The page of figures: what it shows, what it hides, and that nobody can work out what is hidden."""

import csv
import io
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.desk import figure_words as words
from kiosk.desk import models, plots
from kiosk.desk.hiding import LEAST, pairs_shown, share, shown
from kiosk.desk.procedure_names import procedure_names
from kiosk.engine.endings import STAFF
from kiosk.visit.state import OVERLAYS, PRACTICE_ONLY, State
from kiosk.wire.counts import STEPS

DAY = date(2026, 11, 16)


@pytest.fixture
def count(ward):
    """Counts visits at the desk as batches have brought them."""

    def add(number, **more):
        of = {
            "kiosk": models.Kiosk.objects.get(kiosk_id="kiosk-a"),
            "ward": ward.site.ward,
            "point": "khu-pho-46",
            "procedure": "1.001193",
            "screen": "rate",
            "result": "filed",
            "minutes": 10,
            "helped": False,
            "language": "vi",
            "day": DAY,
            "hour": 9,
        }
        models.VisitCount.objects.create(**(of | more), count=number)

    return add


@pytest.fixture
def rate(ward):
    def add(number, stars, **more):
        of = {
            "kiosk": models.Kiosk.objects.get(kiosk_id="kiosk-a"),
            "ward": ward.site.ward,
            "point": "khu-pho-46",
            "procedure": "1.001193",
            "reason": "",
            "language": "vi",
            "day": DAY,
            "hour": 9,
        }
        models.OpinionCount.objects.create(**(of | more), stars=stars, count=number)

    return add


def page(client, **wish):
    answer = client.get("/so-lieu/", wish)
    assert answer.status_code == 200
    return answer.content.decode()


def table(client, by, **wish):
    answer = client.get(f"/so-lieu/{by}.csv", wish)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_only_staff_sees_it(client):
    assert client.get("/so-lieu/").status_code == 302
    assert client.get("/so-lieu/diem.csv").status_code == 302


@pytest.mark.parametrize("who", ["officer", "ward_it"])
def test_before_anything_is_counted_it_says_so(request, who):
    assert "chưa có lượt nào" in page(request.getfixturevalue(who))


def test_fewer_than_five_visits_are_no_figures(officer, count):
    count(4)
    said = page(officer)
    assert "chưa đủ 5 lượt" in said
    assert "<svg" not in said


def test_it_shows_how_visits_went_where_people_gave_up_and_how_they_felt(officer, count, rate):
    count(20)
    count(7, result="left", screen="question", helped=True, minutes=2)
    count(5, result="left", screen="consent")
    rate(9, 5)
    rate(6, 2, reason="waited")
    said = page(officer)
    for found in (
        "<b>32</b>",
        "<b>20</b>",
        "<b>12</b>",
        "<b>7</b>",
        "<b>60%</b>",
        "Câu hỏi của tờ khai: 7",
        "Chờ lâu",
    ):
        assert found in said, found
    assert said.index("Câu hỏi của tờ khai") < said.index("Đồng ý dùng thông tin"), "the most frequent first"
    assert "<script" not in said
    assert " style=" not in said


def test_what_happened_in_another_month_or_at_another_point_is_left_out(officer, count):
    count(20)
    count(30, day=date(2026, 10, 2), point="khu-pho-45")
    assert "<b>20</b>" in page(officer)
    assert "<b>30</b>" in page(officer, month="2026-10")
    assert "<b>50</b>" in page(officer, month="nam")
    assert "<b>30</b>" in page(officer, month="nam", point="khu-pho-45")
    for odd in ("2026-99", "0001-01", "\0", "x" * 300):
        assert "<b>20</b>" in page(officer, month=odd, point=odd)


def test_another_wards_counts_are_not_shown(officer, count):
    count(20)
    count(9, ward="00001", hour=10)
    assert "<b>20</b>" in page(officer)


def test_tables_come_as_files_with_what_is_hidden_hidden(officer, count, rate):
    count(20, helped=True)
    count(8, result="left", screen="papers")
    count(3, procedure="1.000894")
    count(9, procedure="", result="told", screen="status")
    head, *rows = table(officer, "thu-tuc")
    assert head == ["Thủ tục", "Mã", *words.COLUMNS]
    assert rows[0][:3] == ["Đăng ký khai sinh", "1.001193", "28"]
    marriage = next(row for row in rows if row[1] == "1.000894")
    assert set(marriage[2:]) == {words.HIDDEN}
    nothing = next(row for row in rows if row[0] == words.NO_PROCEDURE)
    assert nothing[2] == words.HIDDEN, "else 3 would be 40 less the two others"


def test_a_team_is_told_by_its_shifts_and_a_name_is_no_formula(ward, officer, count):
    team = models.Team.objects.create(ward=ward.site.ward, name="=1+1")
    person = models.Person.objects.create(
        ward=ward.site.ward, helper_id="a", name="Lê Văn Chẳng Hiện", shown_name="Anh Chẳng Hiện", team=team
    )
    models.Shift.objects.create(
        ward=ward.site.ward,
        person=person,
        point="KP3",
        weekday=DAY.weekday(),
        starts=time(7, 30),
        ends=time(10),
    )
    count(20)
    count(6, hour=10)
    count(8, day=DAY + timedelta(days=1))
    rows = {row[0]: row[2] for row in table(officer, "to")[1:]}
    assert rows == {"'=1+1": "20", words.NO_TEAM: "14"}
    assert "Chẳng Hiện" not in page(officer)


def test_there_is_no_other_table(officer):
    assert officer.get("/so-lieu/nguoi.csv").status_code == 404


def test_what_was_promised_is_told_in_time_or_late(ward, officer, count):
    count(9)
    who = models.Officer.objects.get(role="officer")
    kiosk = models.Kiosk.objects.get(kiosk_id="kiosk-a")
    for at in range(11):
        due = DAY if at < 6 else DAY - timedelta(days=2)
        now = ward.clock.now()
        one = models.Dossier.objects.create(
            ward=ward.site.ward, dossier_id=ward.site.ids.new(), kiosk=kiosk, ticket_id="", procedure="", protocol=1,
            number_mark="", key_id="", sealed_at="", sealed=b"", sealed_sha256=b"", signature=b"", arrival="",
            received_at=now, updated_at=now, due_date=due, status=9,
        )  # fmt: skip
        models.StatusChange.objects.create(ward=ward.site.ward, dossier=one, officer=who, at=now, status=9)
    said = page(officer)
    assert "6 hồ sơ xong đúng hoặc trước hẹn, 5 hồ sơ trễ hẹn" in said
    assert "11 hồ sơ gửi từ điểm" in said


def test_every_page_on_which_a_visit_can_end_has_words():
    never = OVERLAYS | PRACTICE_ONLY
    known = {one.value for one in State} - {one.value for one in never | STAFF | {State.ATTRACT}}
    assert set(words.SCREEN) <= {one.value for one in State}
    missing = known - set(words.SCREEN)
    assert not missing, sorted(missing)
    assert set(words.MINUTES) == set(STEPS)


def test_procedures_are_called_as_the_catalogue_calls_them():
    assert procedure_names()["1.001193"] == "Đăng ký khai sinh"
    assert len(procedure_names()) > 25


@given(st.dictionaries(st.integers(), st.integers(0, 40), max_size=8))
def test_what_is_hidden_of_a_sum_that_is_shown_cannot_be_worked_out(counts):
    found = shown(counts)
    hidden = [counts[key] for key, count in found.items() if count is None]
    assert all(count is None or count == 0 or count >= LEAST for count in found.values())
    assert {key: count for key, count in found.items() if count is not None}.items() <= counts.items()
    if sum(counts.values()) >= LEAST:
        assert not hidden or sum(hidden) >= LEAST


@given(st.dictionaries(st.integers(), st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_nor_can_two_parts_beside_their_sums(pairs):
    found = pairs_shown(pairs)
    for key, pair in found.items():
        assert pair in {pairs[key], (None, None)}
        if pair != (None, None):
            assert all(count == 0 or count >= LEAST for count in pair)
    gone = [key for key, pair in found.items() if pair == (None, None)]
    whole = [sum(pairs[key][at] for key in pairs) for at in (0, 1)]
    if all(count >= LEAST for count in whole):
        for at in (0, 1):
            out = sum(pairs[key][at] for key in gone)
            assert out == 0 or out >= LEAST


def test_a_share_is_told_of_parts_that_may_be_shown_alone():
    assert [share(*one) for one in ((0, 0), (4, 20), (20, 4), (6, 6), (7, 0))] == [None, None, None, 50, 100]


def test_hiding_hides_no_more_than_it_must():
    assert shown({"a": 5, "b": 90, "c": 0}) == {"a": 5, "b": 90, "c": 0}
    assert shown({"a": 2, "b": 90, "c": 6}) == {"a": None, "b": 90, "c": None}


def test_numbers_over_thirty_columns_are_smaller_where_they_would_touch():
    assert plots.columns("", {str(at): 100 for at in range(30)}).dense
    assert not plots.columns("", {str(at): 99 for at in range(30)}).dense
    assert not plots.columns("", {str(at): 100 for at in range(24)}).dense
