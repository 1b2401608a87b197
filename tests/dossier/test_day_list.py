"""A day list opens for its helper alone, a report for the ward alone; what was exchanged underway opens for nobody."""

from datetime import datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec import structs

from kiosk.clock import VIETNAM
from kiosk.dossier.day_list import (
    check_lists,
    check_report,
    check_report_word,
    open_list,
    open_report,
    report_digest,
    seal_list,
    seal_report,
    sign_lists,
    sign_report_word,
)
from kiosk.dossier.draft_words import sign_asking
from kiosk.dossier.errors import DossierError
from kiosk.dossier.keys import new_signing_key, new_ward_key
from kiosk.dossier.seal import KioskSigner
from kiosk.ids import HelperId, KioskId, SystemIds, WardCode
from kiosk.wire.messages import PROTOCOL
from kiosk.wire.visits import (
    AskDayLists,
    Custody,
    DayList,
    DayLists,
    HomeStop,
    HomeThing,
    ReportWord,
    VisitReport,
)
from tests.outbox.parcels import DESK, KIOSK

NOW = datetime(2026, 11, 16, 8, 30, tzinfo=VIETNAM)
WARD = WardCode("26791")
RANDOM = SystemIds().random_bytes
NAME = "Trần Thị Ví Dụ"
STOP = HomeStop(visit="a" * 32, hamlet="Ấp Ví Dụ", name=NAME, phone="0912345678")
LIST = DayList(schema=1, ward=WARD, helper=HelperId("tai"), day="2026-11-16", stops=(STOP,))
REPORT = VisitReport(
    schema=1,
    report="b" * 32,
    visit="a" * 32,
    kiosk_id=KIOSK.kiosk_id,
    helper=HelperId("tai"),
    name="Trần Văn Tài",
    at="2026-11-16T09:00:00+07:00",
    stage="papers",
    things=(HomeThing(id="birth_notice", name="Giấy chứng sinh"),),
    custody=Custody(resident=b"a", helper=b"b", how="cross", seer="neighbour"),
)


@pytest.fixture
def key():
    return X25519PrivateKey.generate()


@pytest.fixture
def sealed_list(key):
    return seal_list(LIST, key.public_key().public_bytes_raw())


@pytest.fixture
def ward_key():
    return new_ward_key(RANDOM)


@pytest.fixture
def sealed_report(ward_key):
    return seal_report(REPORT, ward=WARD, ward_key=ward_key.public, signer=KIOSK, sealed_at=NOW)


def refused(call):
    with pytest.raises(DossierError) as broken:
        call()
    assert NAME not in str(broken.value)
    return broken.value.code


def test_a_list_opens_for_its_helper(sealed_list, key):
    assert open_list(sealed_list, key.private_bytes_raw()) == LIST
    assert NAME.encode() not in sealed_list.sealed
    assert NAME not in repr(STOP)


def test_another_helpers_key_opens_nothing(sealed_list):
    other = X25519PrivateKey.generate().private_bytes_raw()
    assert refused(lambda: open_list(sealed_list, other)) == "wrong-key"


@pytest.mark.parametrize(
    "change", [{"helper": HelperId("lan")}, {"day": "2026-11-17"}, {"sealed": b"x" * 80}]
)
def test_a_list_whose_envelope_was_exchanged_opens_for_nobody(sealed_list, key, change):
    exchanged = structs.replace(sealed_list, **change)
    assert refused(lambda: open_list(exchanged, key.private_bytes_raw())) == "unreadable"


def test_a_list_of_a_later_schema_is_not_read(key):
    later = seal_list(structs.replace(LIST, schema=2), key.public_key().public_bytes_raw())
    assert refused(lambda: open_list(later, key.private_bytes_raw())) == "wrong-schema"


def test_a_report_opens_at_the_ward(sealed_report, ward_key):
    assert check_report(sealed_report, KIOSK.public)
    assert open_report(sealed_report, ward_key) == REPORT


@pytest.mark.parametrize("change", [{"visit": "c" * 32}, {"report": "c" * 32}, {"sealed_at": "2026-11-17"}])
def test_a_report_whose_envelope_was_exchanged_is_nobodys(sealed_report, ward_key, change):
    exchanged = structs.replace(sealed_report, **change)
    assert not check_report(exchanged, KIOSK.public)
    assert refused(lambda: open_report(exchanged, ward_key)) == "unreadable"


def test_only_the_kiosk_that_speaks_seals_its_report(ward_key):
    other = KioskSigner(KioskId("other"), new_signing_key(RANDOM))
    seal = {"ward": WARD, "ward_key": ward_key.public, "signer": other, "sealed_at": NOW}
    assert refused(lambda: seal_report(REPORT, **seal)) == "wrong-kiosk"


def test_another_wards_key_opens_no_report(sealed_report):
    assert refused(lambda: open_report(sealed_report, new_ward_key(RANDOM))) == "wrong-key"


def test_lists_count_as_the_answer_to_their_own_question_alone(sealed_list):
    asking = sign_asking(AskDayLists, KIOSK, NOW)
    lists = DayLists(
        protocol=PROTOCOL,
        kiosk_id=asking.kiosk_id,
        asked_at=asking.asked_at,
        lists=(sealed_list,),
        desk_key_id="",
        signature=b"",
    )
    signed = sign_lists(lists, DESK)
    assert check_lists(signed, asking, DESK.public)
    assert not check_lists(signed, structs.replace(asking, asked_at="later"), DESK.public)
    assert not check_lists(structs.replace(signed, lists=()), asking, DESK.public)


def test_the_desks_word_is_about_exactly_these_bytes(sealed_report):
    word = ReportWord(
        protocol=PROTOCOL,
        report=sealed_report.report,
        sealed_sha256=report_digest(sealed_report),
        kept=True,
        reason="",
        kiosk_id=KIOSK.kiosk_id,
        desk_key_id="",
        signature=b"",
    )
    signed = sign_report_word(word, DESK)
    assert check_report_word(signed, sealed_report, DESK.public)
    other = structs.replace(sealed_report, sealed=b"other")
    assert not check_report_word(signed, other, DESK.public)
    assert not check_report_word(structs.replace(signed, kept=False), sealed_report, DESK.public)
