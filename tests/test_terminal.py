"""The terminal face: what it shows while nobody types, and what it leaves behind."""

import queue
import threading

import msgspec
import pytest

from kiosk import terminal, texts
from kiosk.presenter.out_of_order import out_of_order
from kiosk.presenter.ports import decode_input
from kiosk.presenter.view import Button, Entry, Film, encode
from kiosk.terminal import CLEAR, TerminalFace, typed
from kiosk.visit.events import Answer, AnswerPart, FilmBroken, Type
from tests.visit.walking import ROOT

TEXTS = texts.read(ROOT / "assets" / "texts")
PATIENCE = 10


class Link:
    """A core that a test speaks for."""

    def __init__(self):
        self.paint = None
        self.sent = []

    def subscribe(self, on_view):
        self.paint = on_view
        on_view(encode(screen("Ai đó")))

    def send(self, raw):
        self.sent.append(raw)


def screen(question):
    return msgspec.structs.replace(out_of_order(TEXTS), question=question)


def test_where_no_film_can_be_seen_the_slides_are_asked_for():
    link = Link()
    face = TerminalFace(link, TEXTS, lambda _text: None)
    face.start()
    film = Film(file="a.mp4", times=1, plays=True)
    link.paint(encode(msgspec.structs.replace(screen("Phim"), film=film)))
    face.catch_up()
    assert [decode_input(raw).event for raw in link.sent] == [FilmBroken("a.mp4")]


class Keyboard:
    """Lines that have been typed; reading waits for the next as a person's terminal does."""

    def __init__(self):
        self.lines = queue.SimpleQueue()

    def read(self):
        line = self.lines.get(timeout=PATIENCE)
        if line is None:
            raise EOFError
        return line


class Paper:
    """What stands on the terminal, and a bell when it changes."""

    def __init__(self):
        self.written = ""
        self.came = threading.Condition()

    def write(self, text):
        with self.came:
            self.written += text
            self.came.notify_all()

    def seen(self, text):
        with self.came:
            return self.came.wait_for(lambda: text in self.written, PATIENCE)


@pytest.fixture
def desk():
    link, keyboard, paper = Link(), Keyboard(), Paper()
    face = TerminalFace(link, TEXTS, paper.write)
    running = threading.Thread(target=terminal.run, args=(face, keyboard.read), daemon=True)
    running.start()
    yield link, keyboard, paper, running
    keyboard.lines.put(None)
    running.join(PATIENCE)


def test_a_screen_that_comes_while_nobody_types_is_shown(desk):
    """Whoever walks away must see the warning, and the next one nothing of them."""
    link, _, paper, _ = desk
    assert paper.seen("Ai đó")
    link.paint(encode(screen("Bà con còn ở đây không?")))
    assert paper.seen("Bà con còn ở đây không?")


def test_the_end_leaves_an_empty_terminal(desk):
    _, keyboard, paper, running = desk
    assert paper.seen("Ai đó")
    keyboard.lines.put(None)
    running.join(PATIENCE)
    assert not running.is_alive()
    assert paper.written.endswith(CLEAR)


@pytest.mark.parametrize("text", ["9" * 30, "19x1", ""])
def test_what_is_no_year_is_not_sent(text):
    assert typed(Entry(question="year", kind="year", send="year"), text) is None


def test_a_line_into_a_live_entry_is_told_first_and_the_same_line_again_is_the_answer():
    entry = Entry(question="place", kind="text", live=True, part="province")
    link = Link()
    face = TerminalFace(link, TEXTS, lambda text: None)
    face.start()
    for value in ("", "Cần"):
        shown = msgspec.structs.replace(entry, value=value)
        link.paint(encode(msgspec.structs.replace(screen("Ở đâu?"), entry=shown)))
        face.catch_up()
        face.answer("Cần")
    told = [decode_input(raw).event for raw in link.sent]
    assert told == [Type("place", "Cần"), AnswerPart("place", "province", "Cần")]


def test_suggestions_can_be_chosen_by_number():
    link = Link()
    face = TerminalFace(link, TEXTS, lambda text: None)
    face.start()
    one = Button(id="answer:92", text="Cần Thơ", event=Answer("place", "92"))
    entry = Entry(question="place", kind="text", live=True, value="c")
    link.paint(encode(msgspec.structs.replace(screen("Ở đâu?"), entry=entry, suggestions=(one,))))
    face.catch_up()
    assert face.press("answer:92")
    assert decode_input(link.sent[-1]).event == Answer("place", "92")
