"""The sentinel search: who was here is written nowhere but in what the ward alone can open."""

import shutil
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.devices.png_printer import PngPrinter
from kiosk.procedures.load import load
from kiosk.tickets.draft import unlock
from kiosk.tickets.secret import derive
from kiosk.visit import events as ev
from kiosk.visit.states import Asked, State
from tests.dumps import dump_of_kiosk, hits
from tests.visit.walking import ROOT

NAME = "Ngụy Thị Vẹnlưu Khuyếch"
NUMBER = "092161884427"
PHONE = "0987604415"
PLACE = "Hẻm Vẹnlưu, ấp Ví Dụ Chín"
ACCOUNT = "7301984465520917"


def told(bench):
    """The sentinel in every answer that has room for it."""
    answers = {}
    for procedure in bench.parts.content.catalogue.procedures.values():
        for question in procedure.questions:
            sentinel = {
                "full_name": NAME,
                "personal_number": NUMBER,
                "phone": PHONE,
                "address": PLACE,
                "text": PLACE,
                "bank_account": ACCOUNT,
            }
            if question.type in sentinel:
                answers[question.id] = sentinel[question.type]
    return answers


def needles():
    words = [NAME, NAME.upper(), NAME.split()[2], NUMBER, PHONE, PLACE, ACCOUNT]
    accounts = [" ".join(ACCOUNT[at : at + 4] for at in range(0, 16, 4))]
    grouped = [
        *accounts,
        " ".join(NUMBER[at : at + 4] for at in (0, 4, 8)),
        f"{PHONE[:4]} {PHONE[4:7]} {PHONE[7:]}",
    ]
    for word in words + grouped:
        for form in ("NFC", "NFD"):
            text = unicodedata.normalize(form, word)
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                yield text.encode(encoding)
            yield text.encode("ascii", "backslashreplace")


NEEDLES = frozenset(needles())


def places(*folders):
    for folder in folders:
        yield from Path(folder).rglob("*")


def found_on_disk(*folders):
    """Where a sentinel lies, in a file or in a file's name."""
    found = []
    for path in places(*folders):
        name = unicodedata.normalize("NFC", path.name)
        content = path.read_bytes() if path.is_file() else b""
        if any(needle in content for needle in NEEDLES) or any(
            word in name for word in (NAME, NUMBER, PHONE)
        ):
            found.append(str(path))
    return found


def nowhere(bench, capfd):
    log = bench.log.getvalue().encode()
    said = "".join(capfd.readouterr()).encode()
    assert not any(needle in log + said for needle in NEEDLES)
    assert found_on_disk(bench.settings.state, bench.settings.cache) == []


@pytest.fixture
def printing(benches, settings):
    return benches(printer=PngPrinter(settings.state / settings.kiosk.printer.folder))


def test_the_search_would_find_it(tmp_path):
    for number, needle in enumerate(sorted(NEEDLES)):
        (tmp_path / f"{number}.bin").write_bytes(b"x" + needle + b"y")
    (tmp_path / f"{NAME}.png").touch()
    assert len(found_on_disk(tmp_path)) == len(NEEDLES) + 1


def test_an_open_visit_is_nowhere_on_disk(printing, capfd):
    for step in ("ways", "workbench", "confirm"):
        getattr(printing, f"to_{step}")(told(printing))
        assert NAME in repr([given.value for given in printing.session.visit.asked.answers.values()])
        nowhere(printing, capfd)
        printing.clock.advance(1)
        printing.core._wipe(printing.session.visit)
        printing.core._show()
        printing.settle()


def test_a_filed_visit_is_nowhere_but_in_what_the_ward_opens(printing, capfd):
    printing.file(told(printing))
    (dossier,) = printing.opened()
    assert dossier.applicant.name == NAME
    assert dossier.applicant.personal_number == NUMBER
    nowhere(printing, capfd)
    assert list((printing.settings.state / "tickets").glob("*.png"))
    printing.leave()
    nowhere(printing, capfd)
    assert not any(needle in raw for raw in printing.raw[-1:] for needle in NEEDLES)


def test_a_dossier_that_waits_is_sealed(printing, capfd):
    printing.desk.faults.extend(["offline"] * 5)
    printing.file(told(printing))
    assert printing.parts.filing.store.counts()["waiting"] == 1
    nowhere(printing, capfd)


def test_a_kept_visit_is_ciphertext_and_its_secret_is_on_paper_alone(printing, capfd):
    digits = printing.save(told(printing))
    assert len(digits) == 34
    nowhere(printing, capfd)
    for path in places(printing.settings.state):
        if path.is_file():
            assert digits.encode() not in path.read_bytes(), path
    assert digits not in printing.log.getvalue()
    printing.leave()
    printing.scan(digits)
    printing.send(ev.EnterYear(2026))
    assert printing.session.visit.asked.answers["requester_name"].value == NAME
    nowhere(printing, capfd)


def test_whoever_walks_away_leaves_nothing_behind(printing, capfd):
    printing.to_workbench(told(printing))
    printing.wait(91 + printing.settings.kiosk.idle.warn_after + printing.settings.kiosk.idle.count_down + 5)
    assert printing.view.state == "attract"
    nowhere(printing, capfd)
    assert printing.parts.papers.store.last_number("A") is None


def test_no_badge_and_no_pin_is_written_anywhere_but_in_the_example_wards_own_list(printing):
    printing.file(told(printing))
    helper = printing.helper()
    for path in places(printing.settings.state):
        if path.is_file() and path.name != "badges.txt":
            content = path.read_bytes()
            assert helper.badge.encode() not in content, path
    assert helper.badge not in printing.log.getvalue()
    assert helper.pin not in printing.log.getvalue()


@pytest.fixture
def paying(benches, settings, tmp_path):
    """A kiosk with a procedure that asks for an account, printing to pictures."""
    folder = tmp_path / "procedures"
    shutil.copytree(ROOT / "assets" / "procedures", folder)
    shutil.copy(ROOT / "tests" / "procedures" / "fourth" / "library-card.yaml", folder)
    printer = PngPrinter(settings.state / settings.kiosk.printer.folder)
    return benches(printer=printer, known=load(folder))


def answer_all(bench):
    """The fictional procedure, from its question about the name to the review."""
    found = bench.session.visit
    asked = Asked(life_event="lost_papers", procedure="9.000001", asking="reader_name")
    bench.press("language:vi")
    bench.session.visit = replace(found, state=State.QUESTION, asked=asked)
    bench.core._show()
    bench.fill({**told(bench), "reader_birth": "1961-03-08"})
    assert bench.view.state == "review"
    return bench.session.visit.asked.answers["refund_account"].value


def test_an_account_is_in_no_draft_log_audit_or_ticket_and_is_asked_for_again(paying, capfd):
    assert answer_all(paying) == ACCOUNT
    nowhere(paying, capfd)
    paying.from_review()
    paying.press("way:save")
    if paying.view.state == "save-year":
        paying.send(ev.EnterYear(1961))
    secret = paying.session.secret
    draft = unlock(paying.parts.papers.store.draft(derive(secret).id), secret)
    assert "reader_name" in draft.answers
    assert "refund_account" not in draft.answers
    assert ACCOUNT not in repr([answer.value for answer in draft.answers.values()])
    nowhere(paying, capfd)
    digits = secret.digits
    paying.leave()
    paying.scan(digits)
    paying.send(ev.EnterYear(draft.birth_year))
    paying.press("go-on")
    assert paying.view.state == "question"
    assert paying.session.visit.asked.asking == "refund_account"
    assert paying.view.entry.value == ""


def test_an_account_reaches_the_ward_in_the_sealed_dossier_alone(paying, capfd):
    answer_all(paying)
    paying.from_review()
    paying.press("way:with-helper")
    paying.scan(paying.helper().badge)
    paying.send(ev.EnterPin(paying.helper().pin))
    paying.press("yes")
    assert not any(ACCOUNT[:4] in row.value for row in paying.view.rows)
    paying.press("confirm")
    while "next-page" in {button.id for button in paying.view.choices}:
        paying.press("next-page")
    paying.press("yes")
    (dossier,) = paying.opened()
    assert ACCOUNT in {answered.value for answered in dossier.answers}
    nowhere(paying, capfd)
    assert not any(ACCOUNT[:4] in phrase.text for view in paying.views for phrase in view.speech)


def test_a_dump_of_the_database_tells_no_name_whatever_waits_in_it(printing):
    """Column by column: in a file a long value may lie in pieces."""
    printing.desk.faults.extend(["offline"] * 50)
    printing.file(told(printing))
    printing.leave("rate:5")
    printing.to_ways(told(printing))
    printing.press("way:save")
    dumped = list(dump_of_kiosk(printing.database))
    full = {name for name, _, rows in dumped if rows}
    assert {"outbox", "draft", "ticket", "visit_end", "rating", "audit"} <= full
    assert hits(dumped, NEEDLES) == []
    printing.database.rows("UPDATE ticket SET number = ?", NAME)
    assert hits(dump_of_kiosk(printing.database), NEEDLES) == ["ticket.number"]
