"""Letting kiosks in by a code: what ward IT sees, what comes in, and what never does."""

import re
from datetime import timedelta

import msgspec
import pytest
from django.test import Client

from kiosk.desk import enrolment, models
from kiosk.desk.enrolment import CodeWish, make_codes
from kiosk.desk.intake import take_in
from kiosk.desk.retention import tidy
from kiosk.desk.setup import prepare
from kiosk.dossier.draft_words import sign_asking
from kiosk.dossier.enrol_words import (
    StretchCost,
    Wish,
    answers,
    ask_to_enrol,
    check_retired,
    stretch,
)
from kiosk.dossier.keys import new_signing_key
from kiosk.dossier.seal import KioskSigner
from kiosk.ids import KioskId, SystemIds, WardCode
from kiosk.takeover.roster import Roster, read_roster
from kiosk.wire.enrol import (
    ENROL_PATH,
    LETTERS,
    RETIRE_PATH,
    AskToRetire,
    Enrolled,
    Retired,
    grouped,
    new_code,
    read_code,
)
from kiosk.wire.messages import CONTENT_TYPE, PROTOCOL, IntakeBatch

CHEAP = StretchCost(memory_kib=64, passes=1, lanes=1)
NEW = "may-9"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(enrolment, "COST", CHEAP)


@pytest.fixture
def desk(ward):
    yield ward
    models.Enrolment.objects.all().delete()
    models.Dossier.objects.filter(kiosk__kiosk_id__startswith="may-").delete()
    models.Kiosk.objects.filter(kiosk_id__startswith="may-").delete()
    prepare(ward.site)


@pytest.fixture
def it(desk):
    return models.Officer.objects.get(role="it")


class Machine:
    """A kiosk that asks to be let in."""

    def __init__(self, desk, code, kiosk_id=NEW, series="D", point="khu-pho-46"):
        ids = SystemIds()
        self.key = new_signing_key(ids.random_bytes)
        self.stretched = stretch(code, desk.site.ward, kiosk_id, CHEAP)
        wish = Wish(WardCode(desk.site.ward), KioskId(kiosk_id), series, point)
        self.wish = ask_to_enrol(
            wish, self.key, self.stretched, nonce=ids.random_bytes(16), at=desk.clock.now()
        )

    @property
    def signer(self):
        return KioskSigner(self.wish.kiosk_id, self.key)

    def send(self, wish=None, path=ENROL_PATH):
        body = msgspec.msgpack.encode(wish or self.wish)
        return Client(headers={"host": "localhost"}).post(path, body, content_type=CONTENT_TYPE)


def a_code(desk, it, kiosk_id=NEW, series="D", **more):
    (made,) = make_codes(desk.site, it, [CodeWish(kiosk_id, series, "khu-pho-46")], **more)
    return made.code


def known(kiosk_id=NEW):
    return models.Kiosk.objects.filter(kiosk_id=kiosk_id).first()


def test_whoever_knows_the_code_is_known_from_then_on_and_hears_the_wards_keys(desk, it):
    machine = Machine(desk, a_code(desk, it))
    got = machine.send()
    answer = msgspec.msgpack.decode(got.content, type=Enrolled)
    assert got.status_code == 200
    assert answers(answer, machine.wish, machine.stretched)
    assert answer.ward_public == next(iter(desk.site.keys.ward.values())).public.raw
    roster = read_roster(answer.roster, desk.site.keys.roster.public_key(), 0)
    assert isinstance(roster, Roster)
    assert known().public_key == machine.wish.public_key.hex()
    assert (known().series, known().point) == ("D", "khu-pho-46")
    sealed = desk.seal(desk.fill(machine.signer), machine.signer)
    batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=machine.signer.kiosk_id, dossiers=(sealed,))
    assert [one.outcome for one in take_in(desk.site, batch).results] == ["stored"]
    models.Dossier.objects.all().delete()


def test_an_answer_that_was_lost_is_given_again_and_to_nobody_else(desk, it):
    code = a_code(desk, it)
    machine = Machine(desk, code)
    first, again = machine.send(), machine.send()
    assert (first.status_code, again.status_code) == (200, 200)
    assert Machine(desk, code).send().status_code == 410, "a used code lets a second machine in"
    assert known().public_key == machine.wish.public_key.hex()
    desk.clock.advance(timedelta(minutes=31).total_seconds())
    assert machine.send().status_code == 410


def test_five_wrong_codes_and_the_right_one_is_dead(desk, it):
    code = a_code(desk, it)
    for _ in range(4):
        assert Machine(desk, new_code(SystemIds().random_bytes)).send().status_code == 403
    assert models.Enrolment.objects.get().misses == 4
    assert Machine(desk, new_code(SystemIds().random_bytes)).send().status_code == 403
    assert Machine(desk, code).send().status_code == 403
    row = models.Enrolment.objects.get()
    assert (row.ended, bytes(row.stretched)) == ("missed", b"")
    assert known() is None


def test_four_wrong_codes_do_not_hinder_the_right_one(desk, it):
    code = a_code(desk, it)
    for _ in range(4):
        Machine(desk, new_code(SystemIds().random_bytes)).send()
    assert Machine(desk, code).send().status_code == 200


def test_too_late_is_too_late_and_what_the_code_stood_for_is_forgotten(desk, it):
    machine = Machine(desk, a_code(desk, it))
    desk.clock.advance(timedelta(minutes=30).total_seconds())
    assert machine.send().status_code == 410
    assert known() is None
    assert tidy(desk.site)["codes"] == 1
    assert machine.send().status_code == 403
    assert bytes(models.Enrolment.objects.get().stretched) == b""


def test_nobody_between_exchanges_a_key_a_letter_or_the_answer(desk, it):
    code = a_code(desk, it)
    machine, thief = Machine(desk, code), Machine(desk, new_code(SystemIds().random_bytes))
    swapped = msgspec.structs.replace(
        machine.wish, public_key=thief.wish.public_key, signature=thief.wish.signature
    )
    other_point = msgspec.structs.replace(machine.wish, point="khu-pho-47")
    no_key = msgspec.structs.replace(machine.wish, public_key=b"short")
    for forged in (swapped, other_point, no_key):
        assert machine.send(forged).status_code == 403
    assert known() is None
    answer = msgspec.msgpack.decode(machine.send().content, type=Enrolled)
    own = new_signing_key(SystemIds().random_bytes).public_key().public_bytes_raw()
    for name in ("ward_public", "desk_public", "roster_public", "roster", "asked", "at"):
        forged = msgspec.structs.replace(answer, **{name: "x" if name == "at" else own})
        assert not answers(forged, machine.wish, machine.stretched), name
    assert not answers(answer, Machine(desk, code).wish, machine.stretched)


def test_who_cannot_sign_with_the_key_is_not_known_by_it(desk, it):
    code = a_code(desk, it)
    machine, other = Machine(desk, code), Machine(desk, code)
    stolen = msgspec.structs.replace(machine.wish, public_key=other.wish.public_key, proof=b"")
    from kiosk.dossier import enrol_words

    stolen = msgspec.structs.replace(stolen, proof=enrol_words._proof(machine.stretched, stolen))
    assert machine.send(stolen).status_code == 403
    assert known() is None


def test_another_letter_or_point_is_said_and_the_code_stays_good(desk, it):
    code = a_code(desk, it)
    assert Machine(desk, code, series="E").send().status_code == 409
    assert Machine(desk, code, point="khu-pho-45").send().status_code == 409
    assert Machine(desk, code).send().status_code == 200


def test_a_code_for_one_machine_is_none_for_another(desk, it):
    code = a_code(desk, it)
    a_code(desk, it, "may-8", "E")
    assert Machine(desk, code, "may-8", "E").send().status_code == 403
    assert known("may-8") is None


@pytest.mark.parametrize(
    ("wish", "refused"),
    [
        (CodeWish("kiosk-a", "D", "p"), "known"),
        (CodeWish("kiosk-r", "D", "p"), "revoked"),
        (CodeWish("Máy 1", "D", "p"), "kiosk-id"),
        (CodeWish(NEW, "d", "p"), "series"),
        (CodeWish(NEW, "D", "khu phố"), "point"),
    ],
)
def test_what_would_clash_gets_no_code(desk, it, wish, refused):
    assert make_codes(desk.site, it, [wish]) == (wish, refused)
    assert not models.Enrolment.objects.exists()


def test_two_machines_never_have_one_letter(desk, it):
    assert Machine(desk, a_code(desk, it)).send().status_code == 200
    clash = CodeWish("may-8", "D", "p")
    assert make_codes(desk.site, it, [clash]) == (clash, "letter")
    twice = [CodeWish("may-7", "F", "p"), CodeWish("may-8", "F", "p")]
    assert make_codes(desk.site, it, twice) == (twice[1], "twice")


def test_a_machine_comes_again_only_where_ward_it_said_so_and_the_file_does_not_bring_the_old_key_back(
    desk, it
):
    before = known("kiosk-a").public_key
    code = a_code(desk, it, "kiosk-a", "D", again=True)
    machine = Machine(desk, code, "kiosk-a")
    assert machine.send().status_code == 200
    prepare(desk.site)
    assert known("kiosk-a").public_key == machine.wish.public_key.hex() != before
    models.Kiosk.objects.filter(kiosk_id="kiosk-a").update(enrolled_at=None, series="")


def test_a_machine_revoked_while_its_code_waits_stays_out(desk, it):
    code = a_code(desk, it)
    models.Kiosk.objects.create(
        ward=desk.site.ward, kiosk_id=NEW, public_key="00" * 32, point="p", revoked_at=desk.clock.now()
    )
    assert Machine(desk, code).send().status_code == 410
    assert known().public_key == "00" * 32
    assert models.Enrolment.objects.get().ended == ""


def test_a_newer_code_ends_the_older_one(desk, it):
    old = Machine(desk, a_code(desk, it))
    new = Machine(desk, a_code(desk, it))
    assert old.send().status_code == 403
    assert new.send().status_code == 200


def test_two_at_once_with_one_code_and_one_is_in(desk, it, at_once):
    code = a_code(desk, it)
    machines = [Machine(desk, code) for _ in range(4)]
    got = at_once(*(lambda one=one: one.send().status_code for one in machines))
    assert sorted(got) == [200, 410, 410, 410]
    (winner,) = [one for one, status in zip(machines, got, strict=True) if status == 200]
    assert known().public_key == winner.wish.public_key.hex()


def test_a_kiosk_that_takes_leave_is_revoked_and_stays_so(desk, it):
    machine = Machine(desk, a_code(desk, it))
    machine.send()
    leave = sign_asking(AskToRetire, machine.signer, desk.clock.now())
    forged = msgspec.structs.replace(leave, kiosk_id=KioskId("kiosk-a"))
    assert machine.send(forged, RETIRE_PATH).status_code == 403
    said = msgspec.msgpack.decode(machine.send(leave, RETIRE_PATH).content, type=Retired)
    assert check_retired(said, leave, desk.site.keys.signer.public)
    prepare(desk.site)
    assert (known().revoked_at is not None, known().revoked_why) == (True, "retired")
    desk.clock.advance(3600)
    assert machine.send(leave, RETIRE_PATH).status_code == 403


def test_the_page_shows_a_code_once_with_the_address_and_nothing_of_it_stays(desk, ward_it):
    page = ward_it.get("/ghi-danh/").content.decode()
    once = re.search(r'name="once" value="([0-9a-f]+)"', page)[1]
    form = {"kiosk": NEW, "series": "d", "point": "khu-pho-46", "lives": "now", "once": once}
    shown = ward_it.post("/ghi-danh/ma/", form).content.decode()
    code = read_code(re.search(r'class="spell">([^<]+)<', shown)[1])
    assert "http://localhost" in shown
    assert "<path" in shown
    assert ward_it.post("/ghi-danh/ma/", form).status_code == 302, "a page loaded again makes another code"
    assert models.Enrolment.objects.count() == 1
    later = ward_it.get("/ghi-danh/").content.decode()
    assert code not in later
    assert grouped(code) not in later
    assert Machine(desk, code).send().status_code == 200
    assert "Máy đã vào" in ward_it.get("/ghi-danh/").content.decode()


def test_codes_for_many_machines_come_as_a_file(desk, ward_it):
    once = re.search(r'name="once" value="([0-9a-f]+)"', ward_it.get("/ghi-danh/").content.decode())[1]
    lines = "may-7 F khu-pho-46\n\nmay-8, G, khu-pho-46\n"
    got = ward_it.post("/ghi-danh/ma/", {"machines": lines, "lives": "day", "file": "1", "once": once})
    assert "attachment" in got.headers["Content-Disposition"]
    codes = dict(line.split() for line in got.content.decode().splitlines())
    assert set(codes) == {"may-7", "may-8"}
    desk.clock.advance(timedelta(hours=11).total_seconds())
    assert Machine(desk, read_code(codes["may-8"]), "may-8", "G").send().status_code == 200


def test_a_wish_from_a_stick_gets_its_answer_as_a_file(desk, it, ward_it):
    from django.core.files.uploadedfile import SimpleUploadedFile

    machine = Machine(desk, a_code(desk, it, lives="stick"))
    desk.clock.advance(timedelta(days=2).total_seconds())
    raw = msgspec.msgpack.encode(machine.wish)
    got = ward_it.post("/ghi-danh/don/", {"wish": SimpleUploadedFile("wish.bin", raw)})
    answer = msgspec.msgpack.decode(got.content, type=Enrolled)
    assert answers(answer, machine.wish, machine.stretched)
    assert ward_it.post("/ghi-danh/don/", {"wish": SimpleUploadedFile("x", b"nothing")}).status_code == 409


def test_an_officer_and_a_stranger_get_nowhere_near(desk, officer):
    for address in ("", "ma/", "don/", "thu-hoi/"):
        for ask in (officer.get, officer.post):
            assert ask(f"/ghi-danh/{address}").status_code in {403, 405}
    stranger = Client(headers={"host": "localhost"})
    assert stranger.get("/ghi-danh/").status_code == 302


def test_ward_it_revokes_a_machine_with_a_reason_and_on_record(desk, it, ward_it):
    Machine(desk, a_code(desk, it)).send()
    ward_it.post("/ghi-danh/thu-hoi/", {"kiosk": NEW, "why": ""})
    assert known().revoked_at is None
    ward_it.post("/ghi-danh/thu-hoi/", {"kiosk": NEW, "why": "stolen"})
    prepare(desk.site)
    assert (known().revoked_at, known().revoked_why) == (desk.clock.now(), "stolen")
    assert models.PeopleAct.objects.filter(what="kiosk-revoked", detail=f"{NEW}, stolen").exists()
    assert f"Đã thu hồi máy {NEW}" in ward_it.get("/ghi-danh/").content.decode()


def test_a_code_is_read_as_people_type_it_and_no_slip_of_the_finger_checks():
    code = new_code(SystemIds().random_bytes)
    for typed in (
        grouped(code),
        grouped(code).lower(),
        f" {code[:5]} {code[5:]}\n",
        f"{code[:5]}–{code[5:]}",
    ):
        assert read_code(typed) == code
    for place in range(10):
        for letter in set(LETTERS) - {code[place]}:
            assert read_code(code[:place] + letter + code[place + 1 :]) is None
    for place in range(9):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or read_code(swapped) is None
    for wrong in ("", code[:9], code + "2", "O" * 10, "x" * 1000):
        assert read_code(wrong) is None
