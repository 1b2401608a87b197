"""Who helps at the points: the pages of ward IT, badges and PINs, and the signed list."""

import re
from datetime import timedelta

import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from kiosk.desk import badge_pages, badges, models, people, rosters, words
from kiosk.desk.setup import prepare
from kiosk.desk.site import FIRST_ROSTER
from kiosk.store.memory import MemoryPinAttempts
from kiosk.takeover.badge import new_badge, parse_badge
from kiosk.takeover.pin import PinCost, pin_matches
from kiosk.takeover.roster import Roster, Shift, make_helper, read_roster, sign_roster
from kiosk.takeover.sign_in import sign_in
from tests.databases import kept

CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)
PEOPLE = "/nguoi-truc/"
ADDRESSES = [
    "",
    "them/",
    "nguoi/h-1/",
    "to/",
    "ca/",
    "danh-sach.bin",
    "so/",
    "tai-khoan/",
]
ACTS = [
    "the/",
    "nguoi/h-1/luu/",
    "nguoi/h-1/thu-hoi/",
    "nguoi/h-1/truc-lai/",
    "nguoi/h-1/ma-pin/",
    "to/luu/",
    "to/xoa/",
    "ca/them/",
    "ca/bo/",
    "mo-khoa/",
    "tai-khoan/dong/",
    "tai-khoan/mo/",
]


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(badges, "COST", CHEAP)


@pytest.fixture
def team(ward):
    return models.Team.objects.create(ward=ward.site.ward, name="Tổ 3")


@pytest.fixture
def tai(ward, team):
    """A volunteer without a badge."""
    return models.Person.objects.create(
        ward=ward.site.ward,
        helper_id="h-tai",
        name="Trần Văn Mẫu",
        shown_name="Anh Mẫu",
        team=team,
        portrait="young-man",
    )


def text_of(response):
    return response.content.decode()


def word_for_once(client, page=PEOPLE):
    return re.search(r'name="once" value="([^"]+)"', text_of(client.get(page)))[1]


def make_badges(client, *helpers):
    return client.post(PEOPLE + "the/", {"person": helpers, "once": word_for_once(client)})


def badge_on(page):
    digits = re.search(r'class="digits">(.*?)</p>', page, re.DOTALL)[1].replace("<br>", "")
    return parse_badge(digits)


def pin_on(page):
    return re.search(r"<b>(\d{3} \d{3})</b>", page)[1].replace(" ", "")


def roster_of(ward):
    return rosters.read(ward.site, rosters.current(ward.site))


@pytest.mark.parametrize("where", ADDRESSES)
def test_only_ward_it_sees_the_pages_of_people(client, officer, where):
    refused = officer.get(PEOPLE + where)
    assert refused.status_code == 403
    assert "Việc này do người phụ trách máy làm" in text_of(refused)
    officer.logout()
    assert client.get(PEOPLE + where).headers["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("where", ACTS)
def test_only_ward_it_changes_anything_about_people(ward, officer, tai, where):
    assert officer.post(PEOPLE + where, {"why": "x", "name": "x", "person": "h-tai"}).status_code == 403
    assert not models.PeopleAct.objects.exists()


@pytest.mark.parametrize("where", ["/", "/ban-de-lai/", f"/ho-so/{'0' * 32}/", f"/ban-de-lai/{'0' * 32}/"])
def test_ward_it_sees_nothing_that_residents_have_told(ward_it, where):
    refused = ward_it.get(where)
    assert refused.status_code == 403
    assert "chỉ cán bộ một cửa" in text_of(refused)


def test_somebody_new_comes_into_a_team_with_a_picture(ward, ward_it, team):
    typed = {
        "name": "  Lý   Thị Mẫu ",
        "shown_name": "Cô Mẫu",
        "team": team.pk,
        "role": "volunteer",
        "portrait": "older-woman",
        "phone": "0903 000 000",
    }
    page = ward_it.post(PEOPLE + "them/", typed).headers["Location"]
    row = models.Person.objects.get()
    assert (row.name, row.shown_name, row.team, row.portrait) == ("Lý Thị Mẫu", "Cô Mẫu", team, "older-woman")
    assert page == f"{PEOPLE}nguoi/{row.helper_id}/"
    assert "Lý Thị Mẫu" in text_of(ward_it.get(PEOPLE))
    assert [act.what for act in row.acts.all()] == ["person"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "họ tên"),
        ({"shown_name": "x" * 41}, "người dân thấy"),
        ({"team": "999999"}, "chọn tổ"),
        ({"portrait": "unicorn"}, "chọn một hình"),
        ({"phone": "gọi tôi"}, "điện thoại"),
    ],
)
def test_a_form_that_lacks_something_says_what_and_keeps_the_rest(ward_it, team, wrong, said):
    good = {"name": "Lý Thị Mẫu", "shown_name": "Cô Mẫu", "team": team.pk, "portrait": "man-cap", "phone": ""}
    page = ward_it.post(PEOPLE + "them/", good | wrong)
    assert page.status_code == 409
    assert said in text_of(page)
    assert "Mẫu" in text_of(page)
    assert not models.Person.objects.exists()


def test_a_change_of_role_stands_on_record_by_itself(ward_it, tai):
    typed = {
        "name": tai.name,
        "shown_name": "Anh Mẫu",
        "team": tai.team_id,
        "portrait": "young-man",
        "role": "it",
    }
    ward_it.post(f"{PEOPLE}nguoi/h-tai/luu/", typed)
    assert [(act.what, act.detail) for act in tai.acts.order_by("pk")] == [
        ("changed", ""),
        ("role", words.ROLE["it"]),
    ]


def test_badges_are_shown_once_and_kept_only_as_what_they_are_checked_against(ward, ward_it, tai):
    answer = make_badges(ward_it, "h-tai")
    page = text_of(answer)
    badge, pin = badge_on(page), pin_on(page)
    assert answer.headers["Cache-Control"] == "no-store"
    helper = roster_of(ward).by_badge(badge)
    assert (helper.id, helper.shown_name, helper.portrait) == ("h-tai", "Anh Mẫu", "young-man")
    assert pin_matches(pin, badge, helper.pin)
    for row in (models.Person.objects.values().get(), *models.RosterIssue.objects.values()):
        kept = repr(row)
        assert badge.digits not in kept
        assert pin not in kept
    again = ward_it.get(PEOPLE)
    assert badge.digits[:12] not in text_of(again).replace(" ", "")


def test_the_page_of_badges_loaded_again_makes_none_and_shows_none(ward_it, tai):
    once = word_for_once(ward_it)
    made = ward_it.post(PEOPLE + "the/", {"person": "h-tai", "once": once})
    digest = bytes(models.Person.objects.get().badge_digest)
    again = ward_it.post(PEOPLE + "the/", {"person": "h-tai", "once": once}, follow=True)
    assert pin_on(text_of(made)) not in text_of(again)
    assert "chỉ hiện một lần" in text_of(again)
    assert bytes(models.Person.objects.get().badge_digest) == digest


def test_a_button_that_is_hit_twice_makes_one_badge(ward_it, tai, monkeypatch):
    once, answers = word_for_once(ward_it), []

    def hit_again(*asked):
        monkeypatch.setattr(badge_pages, "make_badge", badges.make_badge)
        hasty = Client(headers={"host": "localhost"})
        hasty.cookies = ward_it.cookies
        answers.append(hasty.post(PEOPLE + "the/", {"person": ["h-tai"], "once": once}))
        return badges.make_badge(*asked)

    monkeypatch.setattr(badge_pages, "make_badge", hit_again)
    assert badge_on(text_of(ward_it.post(PEOPLE + "the/", {"person": ["h-tai"], "once": once})))
    assert answers[0].headers["Location"] == PEOPLE
    assert [act.what for act in models.PeopleAct.objects.all()] == ["badge"]


def test_the_code_on_the_badge_is_the_badge(ward_it, tai):
    page = text_of(make_badges(ward_it, "h-tai"))
    side = int(re.search(r'viewBox="0 0 (\d+)', page)[1])
    picture = Image.new("L", (side, side), 255)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", page):
        picture.paste(0, (int(x), int(y), int(x) + int(width), int(y) + 1))
    (code,) = zxingcpp.read_barcodes(picture.resize((side * 4, side * 4)))
    assert code.text == badge_on(page).digits


def test_badges_and_pins_stand_on_different_sheets(ward_it, tai):
    page = text_of(make_badges(ward_it, "h-tai"))
    cards, slips = page.split('class="sheet slips"')
    assert 'class="sheet cards"' in cards
    assert pin_on(page) not in cards.replace(" ", "")
    assert badge_on(page).groups()[0] not in slips


def test_nobody_marked_makes_no_badge_and_the_word_for_once_stays(ward_it, tai):
    assert "đánh dấu" in text_of(ward_it.post(PEOPLE + "the/", {"once": word_for_once(ward_it)}, follow=True))
    assert make_badges(ward_it, "h-tai").status_code == 200


def test_a_new_badge_ends_the_old_one(ward, ward_it, tai):
    first = badge_on(text_of(make_badges(ward_it, "h-tai")))
    before = roster_of(ward).version
    second = badge_on(text_of(make_badges(ward_it, "h-tai")))
    roster = roster_of(ward)
    assert roster.version > before
    assert roster.by_badge(first) is None
    assert roster.by_badge(second).id == "h-tai"


def test_a_forgotten_pin_is_made_anew_under_the_badge_that_is_held_up(ward, ward_it, tai):
    page = text_of(make_badges(ward_it, "h-tai"))
    badge, old = badge_on(page), pin_on(page)
    where = f"{PEOPLE}nguoi/h-tai/"
    held_up = {"badge": " ".join(badge.groups()), "once": word_for_once(ward_it, where)}
    slip = text_of(ward_it.post(where + "ma-pin/", held_up))
    assert 'class="sheet cards"' not in slip
    helper = roster_of(ward).by_badge(badge)
    assert pin_matches(pin_on(slip), badge, helper.pin)
    assert old == pin_on(slip) or not pin_matches(old, badge, helper.pin)


@pytest.mark.parametrize(
    ("badge", "said"), [("", "34 số"), ("1234", "34 số"), (None, "không phải thẻ đang dùng")]
)
def test_a_badge_that_is_not_theirs_makes_no_pin(ward, ward_it, tai, badge, said):
    make_badges(ward_it, "h-tai")
    salt = bytes(models.Person.objects.get().pin_salt)
    where = f"{PEOPLE}nguoi/h-tai/"
    text = new_badge(ward.site.ids.random_bytes).digits if badge is None else badge
    answer = ward_it.post(
        where + "ma-pin/", {"badge": text, "once": word_for_once(ward_it, where)}, follow=True
    )
    assert said in text_of(answer)
    assert bytes(models.Person.objects.get().pin_salt) == salt


def test_whoever_has_lost_the_badge_gets_a_new_one_with_a_new_pin(ward, ward_it, tai):
    lost = badge_on(text_of(make_badges(ward_it, "h-tai")))
    where = f"{PEOPLE}nguoi/h-tai/"
    page = text_of(ward_it.post(where + "ma-pin/", {"lost": "yes", "once": word_for_once(ward_it, where)}))
    roster = roster_of(ward)
    assert roster.by_badge(lost) is None
    assert pin_matches(pin_on(page), badge_on(page), roster.by_badge(badge_on(page)).pin)


def test_somebody_revoked_stands_in_the_list_as_revoked_and_may_come_back(ward, ward_it, tai):
    make_badges(ward_it, "h-tai")
    where = f"{PEOPLE}nguoi/h-tai/"
    ward_it.post(where + "thu-hoi/", {"why": "Chuyển công tác"})
    assert roster_of(ward).by_id("h-tai").revoked
    assert "Trần Văn Mẫu" not in text_of(ward_it.get(PEOPLE))
    assert "Chuyển công tác" in text_of(ward_it.get(PEOPLE, {"gone": "1"}))
    ward_it.post(where + "truc-lai/")
    assert not roster_of(ward).by_id("h-tai").revoked


def test_whoever_is_revoked_while_their_badge_is_being_made_stays_revoked(ward, ward_it, tai):
    it, same = models.Officer.objects.get(role="it"), models.Person.objects.get()
    people.revoke(ward.site, it, tai, "Chuyển công tác")
    badges.make_badge(ward.site, it, same)
    wish = people.PersonWish("Trần Văn Mẫu", "Anh Mẫu", tai.team, "volunteer", "young-man", "0901 000 000")
    people.save_person(ward.site, it, wish, same)
    assert roster_of(ward).by_id("h-tai").revoked


def test_nobody_is_revoked_without_a_reason(ward_it, tai):
    answer = ward_it.post(f"{PEOPLE}nguoi/h-tai/thu-hoi/", {"why": "  "}, follow=True)
    assert "ghi lý do" in text_of(answer)
    assert models.Person.objects.get().revoked_at is None


def test_a_team_is_named_once_and_goes_only_while_nobody_is_in_it(ward_it, tai):
    ward_it.post(PEOPLE + "to/luu/", {"name": "Đoàn phường"})
    assert "Đã có tổ" in text_of(ward_it.post(PEOPLE + "to/luu/", {"name": "đoàn phường"}, follow=True))
    used, empty = models.Team.objects.get(name="Tổ 3"), models.Team.objects.get(name="Đoàn phường")
    ward_it.post(PEOPLE + "to/luu/", {"name": "Tổ 3, khu phố 46", "team": used.pk})
    for one in (used, empty):
        ward_it.post(PEOPLE + "to/xoa/", {"team": one.pk})
    assert [one.name for one in models.Team.objects.all()] == ["Tổ 3, khu phố 46"]


def test_the_list_is_issued_anew_when_something_has_changed_and_only_then(ward, tai):
    badges.make_badge(ward.site, models.Officer.objects.get(role="it"), tai)
    first = rosters.current(ward.site)
    assert rosters.current(ward.site) == first
    tai.shown_name = "Anh Tư"
    tai.save()
    second = rosters.read(ward.site, rosters.current(ward.site))
    assert second.version == rosters.read(ward.site, first).version + 1
    assert second.by_id("h-tai").shown_name == "Anh Tư"


def test_a_list_of_a_week_is_issued_anew_and_lasts_thirty_days(ward):
    before = roster_of(ward)
    assert before.expires() - ward.clock.now() == timedelta(days=30)
    ward.clock.advance(7 * 24 * 3600 - 1)
    assert roster_of(ward).version == before.version
    ward.clock.advance(1)
    assert roster_of(ward).version == before.version + 1


def test_a_kiosk_gets_what_is_newer_and_nothing_else(ward):
    version = roster_of(ward).version
    assert rosters.read(ward.site, rosters.newer_than(ward.site, 0)).version == version
    assert rosters.newer_than(ward.site, version) == b""


def test_a_desk_that_was_set_back_overtakes_the_kiosks(ward):
    ahead = roster_of(ward).version + 5
    assert rosters.read(ward.site, rosters.newer_than(ward.site, ahead)).version == ahead + 1
    far = ahead + 10_000_000
    assert rosters.newer_than(ward.site, far) == b""


def test_two_changes_at_once_never_share_a_version(ward, at_once):
    made = at_once(*[lambda: rosters.issue_anew(ward.site).version] * 4)
    assert len(set(made)) == 4


def test_what_is_no_longer_given_out_is_not_kept(ward):
    rosters.issue_anew(ward.site)
    rosters.issue_anew(ward.site)
    kept = models.RosterIssue.objects.order_by("version")
    assert [bool(bytes(one.signed)) for one in kept] == [False, True]


def test_the_file_for_a_stick_is_the_list_and_stands_on_record(ward, ward_it, tai):
    answer = ward_it.get(PEOPLE + "danh-sach.bin")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="danh-sach-nguoi-truc.bin"'
    assert isinstance(read_roster(answer.content, ward.site.keys.roster.public_key(), 0), Roster)
    assert models.PeopleAct.objects.get().what == "roster-file"


def test_the_locked_are_freed_by_a_new_list_and_at_the_desks_own_door(ward, ward_it, tai):
    before = roster_of(ward).version
    models.Person.objects.update(pin_misses=15, pin_missed_at=ward.clock.now())
    ward_it.post(PEOPLE + "mo-khoa/")
    assert roster_of(ward).version == before + 1
    assert models.Person.objects.get().pin_misses == 0


@pytest.fixture
def first_roster(ward):
    """The list that the ward began with, in the keys' folder; gone afterwards."""
    path = ward.site.state / ward.site.settings.keys / FIRST_ROSTER
    badge = new_badge(ward.site.ids.random_bytes)
    lan = make_helper(
        id="lan",
        name="Lê Thị Mẫu",
        shown_name="Chị Mẫu",
        team="Tổ 9",
        role="volunteer",
        badge=badge,
        pin="123456",
        shifts=(Shift(point="KP3", starts=people.time_of("07:00"), ends=people.time_of("24:00"), weekday=0),),
        random_bytes=ward.site.ids.random_bytes,
        cost=CHEAP,
        portrait="woman-scarf",
    )
    now = ward.clock.now()
    expires = (now + timedelta(days=365)).isoformat()
    roster = Roster(
        ward=ward.site.ward, version=4, issued_at=now.isoformat(), expires_at=expires, helpers=(lan,)
    )
    path.write_bytes(sign_roster(roster, ward.site.keys.roster))
    yield roster, badge
    path.unlink()


def test_the_people_of_the_first_list_stay_with_the_same_badge(ward, first_roster):
    roster, badge = first_roster
    prepare(ward.site)
    assert roster_of(ward) == roster
    prepare(ward.site)
    assert models.Person.objects.count() == 1
    models.Person.objects.update(phone="0903 000 000")
    rosters.issue_anew(ward.site)
    later = roster_of(ward)
    assert later.version == 5
    assert later.helpers == roster.helpers
    assert pin_matches("123456", badge, later.by_badge(badge).pin)


def test_a_desk_without_the_key_says_so_and_serves_all_else(ward, ward_it, tai, monkeypatch):
    monkeypatch.setattr("kiosk.desk.rosters._key", _no_key)
    assert "roster_sign.key" in text_of(ward_it.get(PEOPLE))
    assert ward_it.get(PEOPLE + "danh-sach.bin").status_code == 302


def _no_key(_site):
    raise rosters.NoRosterKeyError


def test_what_is_printed_lets_in_at_the_kiosk_on_shift(ward, ward_it, tai):
    on_monday = {"weekday": 0, "starts": people.time_of("07:00"), "ends": people.time_of("24:00")}
    models.Shift.objects.create(ward=ward.site.ward, person=tai, point="KP3", **on_monday)
    page = text_of(make_badges(ward_it, "h-tai"))
    attempts, now = MemoryPinAttempts(), ward.clock.now()
    let_in = sign_in(badge_on(page).digits, pin_on(page), roster_of(ward), attempts, now=now, point="KP3")
    assert (let_in.helper.name, let_in.override) == ("Trần Văn Mẫu", None)
    elsewhere = sign_in(badge_on(page).digits, pin_on(page), roster_of(ward), attempts, now=now, point="KP4")
    assert elsewhere.override == "off-shift"


def test_no_badge_and_no_pin_lies_on_the_disk_of_the_desk(ward, ward_it, tai):
    page = text_of(make_badges(ward_it, "h-tai"))
    digits, pin = badge_on(page).digits.encode(), pin_on(page).encode()
    for path, content in kept(ward.site.state).items():
        assert digits not in content, path
        assert b'"' + pin not in content, path
        assert pin[:3] + b" " + pin[3:] not in content, path


def test_names_in_the_list_stand_by_given_name_within_a_team(ward, ward_it, team):
    for at, name in enumerate(("Đặng Thị Ánh", "An Văn Ẩn", "Bùi Thị Bưởi", "Đỗ Văn Đức", "Cao Văn Cử")):
        wish = people.PersonWish(name, name, team, "volunteer", "man-cap", str(at))
        people.save_person(ward.site, models.Officer.objects.get(role="it"), wish)
    shown = re.findall(r'<th scope="row"><a[^>]*>([^<]+)', text_of(ward_it.get(PEOPLE)))
    assert [name.split()[-1] for name in shown] == ["Ẩn", "Ánh", "Bưởi", "Cử", "Đức"]


def test_the_page_says_which_kiosk_has_the_latest_list(ward, ward_it, tai):
    version = roster_of(ward).version
    kiosk = models.Kiosk.objects.get(kiosk_id="kiosk-a")
    assert "chưa báo về lần nào" in text_of(ward_it.get(PEOPLE))
    pulse, _ = models.Pulse.objects.get_or_create(ward=ward.site.ward, kiosk=kiosk)
    for has, said in ((version, "đã có bản này"), (version - 1, "chưa có bản nào")):
        pulse.roster_version, pulse.heard_at = has, ward.clock.now()
        pulse.save()
        assert said in text_of(ward_it.get(PEOPLE))


def test_every_change_stands_in_the_book_with_who_made_it(ward_it, tai):
    make_badges(ward_it, "h-tai")
    ward_it.post(f"{PEOPLE}nguoi/h-tai/thu-hoi/", {"why": "Chuyển công tác"})
    ward_it.post(PEOPLE + "to/luu/", {"name": "Đoàn phường"})
    ward_it.get(PEOPLE + "danh-sach.bin")
    book = text_of(ward_it.get(PEOPLE + "so/"))
    said = re.findall(r"<td><b>([^<]+)</b></td>", book)
    assert said == ["Tải tệp danh sách", "Thêm tổ", "Thu hồi thẻ", "Làm thẻ và mã PIN mới"]
    assert book.count("Phạm Văn Ví Dụ</td>") == 4
    assert "Chuyển công tác" in book


def test_an_account_that_is_closed_lets_nobody_in_at_once_and_opens_again(ward, ward_it):
    user = models.Officer.objects.get(role="officer").user
    away = Client(headers={"host": "localhost"})
    away.force_login(user)
    ward_it.post(PEOPLE + "tai-khoan/dong/", {"account": user.username})
    assert away.get("/").headers["Location"].startswith("/dang-nhap/")
    assert "Đã đóng" in text_of(ward_it.get(PEOPLE + "tai-khoan/"))
    ward_it.post(PEOPLE + "tai-khoan/mo/", {"account": user.username})
    user.refresh_from_db()
    assert user.is_active
    assert [act.detail for act in models.PeopleAct.objects.all()] == ["canbo, Trần Thị Ví Dụ"] * 2


def test_nobody_closes_their_own_account_or_one_that_is_not_there(ward_it):
    own = ward_it.post(PEOPLE + "tai-khoan/dong/", {"account": "quantri"}, follow=True)
    assert "chính mình" in text_of(own)
    assert ward_it.post(PEOPLE + "tai-khoan/dong/", {"account": "nobody"}).status_code == 404


def test_more_badges_than_one_wait_allows_are_refused_whole(ward, ward_it, team, monkeypatch):
    monkeypatch.setattr("kiosk.desk.badge_pages.MOST_AT_ONCE", 2)
    for at in range(3):
        wish = people.PersonWish(f"Người Mẫu {at}", "Cô Mẫu", team, "volunteer", "man-cap", "")
        people.save_person(ward.site, models.Officer.objects.get(role="it"), wish)
    marked = [one.helper_id for one in models.Person.objects.all()]
    refused = ward_it.post(PEOPLE + "the/", {"person": marked, "once": word_for_once(ward_it)}, follow=True)
    assert "nhiều nhất 2 thẻ" in text_of(refused)
    assert not models.Person.objects.filter(badge_digest__isnull=False).exists()
    assert make_badges(ward_it, *marked[:2]).status_code == 200
