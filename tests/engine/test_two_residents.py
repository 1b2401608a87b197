"""Two residents and two helpers at one kiosk, in whatever order: nobody's screen holds a word of the other's.

Not of their answers, their saved visits or what of theirs waits for a person: neither in the other's visit, nor where
nobody's visit is under way, the helpers' own pages included.
"""

import random
from collections import Counter

import pytest

from kiosk.visit import events as ev
from tests.visit.walking import FULL, GOOD, PARTS, offered

RUNS, STEPS = (60, 500) if FULL else (3, 160)
NOBODYS = frozenset({"attract", "unattended", "calling", "unlock"})
"""Screens on which nobody's visit is under way."""
SELDOM = frozenset({"start-over", "look", "language", "languages", "pointing", "help", "again", "signs"})
"""What is touched now and then only, else a walk comes to nothing else."""
OWN = frozenset({"full_name", "personal_number", "phone", "text"})
FAULTS = ("none", "none", "offline", "refused", "reply-lost")


class Person:
    """Whoever comes: what they answer, and the tickets in their hand."""

    def __init__(self, name, number, phone, place, born):
        self.answers = {
            **GOOD,
            "full_name": name,
            "personal_number": number,
            "phone": phone,
            "address": f"31639|{place}|Số 4|",
            "text": f"Chuyện của {place}",
            "year": born,
        }
        self.parts = {**PARTS, "hamlet": place, "raw": f"{place}, Long Phú", "relative": phone}
        self.born = int(born)
        self.card = f"{number}|{number[:9]}|{name}|0203{born}|Nữ|{place}, Long Phú|10072021"
        self.words = {word.casefold() for word in (name.split()[0], number, phone, place)}
        self.tickets = []


def two():
    return (
        Person("Trầnsentinel Thị Mẫu", "092161004328", "0911111111", "Ấpsentinel Một", "1961"),
        Person("Lêkhacnguoi Thị Thử", "092152004327", "0922222222", "Ấpkhacnguoi Hai", "1952"),
    )


class Stage:
    """One kiosk and who stands before it."""

    def __init__(self, bench, rng):
        self.bench, self.rng, self.people = bench, rng, two()
        self.who = None
        self.last = self.people[0]
        self.seen = Counter()
        self.told = Counter()

    def step(self):
        view = self.bench.view
        if view.state in NOBODYS and (view.state != "calling" or not self.bench.session.visit.has_entries):
            self.who = None
        if view.state == "attract" and self.rng.random() < 0.5:
            self.come_far()
            self.look()
            return
        act = self.rng.choices(
            (self.answer, self.touch, self.helper, self.card, self.ticket, self.leave, self.ward),
            (40, 44, 6, 2, 3, 2, 1),
        )[0]
        act()
        self.look()

    def come_far(self):
        """The other one comes, and goes on as a purposeful resident would: to the helper, to the end, to a ticket."""
        bench = self.bench
        self.last = self.who = self.people[1 - self.people.index(self.last)]
        asked = bench.parts.content.catalogue.procedures["1.001193"].questions
        answers = {one.id: self.who.answers[one.type] for one in asked if one.type in OWN}
        ways = (bench.to_ways, bench.to_handover, bench.to_workbench, bench.to_confirm, bench.file)
        self.rng.choice(ways)(answers)
        self.keep_ticket()

    def answer(self):
        bench = self.bench
        if bench.view.state != "question" or bench.session.visit.asked.asking == "":
            return self.touch()
        who = self.here()
        question, entry = bench.session.visit.asked.asking, bench.view.entry
        kind = bench.kind(question)
        if entry is not None and entry.part:
            value = who.parts.get(entry.part, who.answers[kind])
            return bench.send(ev.AnswerPart(question, entry.part, value))
        if entry is not None:
            return bench.send(ev.Answer(question, who.answers[kind]))
        return self.touch()

    def touch(self):
        bench = self.bench
        given = [one for one in offered(bench.view) if one.id not in SELDOM or self.rng.random() < 0.1]
        entry = bench.view.entry
        if entry is not None and entry.send == "year":
            return bench.send(ev.EnterYear(self.here().born))
        if entry is not None and entry.send == "pin":
            return bench.send(ev.EnterPin(bench.helper(self.rng.randrange(2)).pin))
        if entry is not None and entry.send == "badge":
            return bench.send(ev.EnterBadge(bench.helper(self.rng.randrange(2)).badge))
        if not given:
            return bench.wait(5)
        onward = {"go-on", "yes", "confirm", "next-page", "way:save", "way:with-helper", "done"}
        liked = [one for one in given if one.id in onward]
        chosen = self.rng.choice(liked if liked and self.rng.random() < 0.4 else given)
        bench.send(chosen.event)
        if bench.view.state not in NOBODYS:
            self.here()
        self.keep_ticket()
        return None

    def helper(self):
        """One of the two helpers holds up the badge, and types the PIN."""
        bench, helper = self.bench, self.bench.helper(self.rng.randrange(2))
        bench.scan(helper.badge)
        if bench.view.state == "sign-in-pin" and self.rng.random() < 0.9:
            bench.send(ev.EnterPin(helper.pin))
        if bench.view.state == "handover" and self.rng.random() < 0.7:
            bench.press("yes")

    def card(self):
        self.bench.scan(self.here().card if self.bench.view.state not in NOBODYS else "")

    def ticket(self):
        """Whoever has one holds it up: on the first screen, or in their own visit."""
        who = self.rng.choice(self.people) if self.who is None else self.who
        if not who.tickets or self.bench.session.visit.helper is not None:
            return
        before = self.bench.view.state
        self.bench.scan(self.rng.choice(who.tickets))
        if self.bench.view.state != before:
            self.who = who

    def leave(self):
        """Go away, or be gone for as long as a lease lasts."""
        self.bench.wait(self.rng.choice((100, 260)))

    def ward(self):
        self.bench.desk.faults.append(self.rng.choice(FAULTS))

    def here(self):
        if self.who is None:
            self.who = self.rng.choice(self.people)
        return self.who

    def keep_ticket(self):
        secret = self.bench.session.secret
        if secret is not None and self.who is not None and secret.digits not in self.who.tickets:
            self.who.tickets.append(secret.digits)

    def look(self):
        """No screen that has been shown since the last look holds a word of anybody else's."""
        raws, self.bench.raw[:] = list(self.bench.raw), []
        views, self.bench.views[:-1] = list(self.bench.views), []
        for raw, view in zip(raws, views[-len(raws) :] if raws else (), strict=True):
            nobodys = view.state in NOBODYS
            others = [one for one in self.people if nobodys or one is not self.who]
            told = raw.decode("utf-8", "replace").casefold()
            found = [word for one in others for word in one.words if word in told]
            assert not found, (view.state, view.layout)
            if self.who is not None:
                self.told[self.people.index(self.who)] += any(word in told for word in self.who.words)
            self.seen[view.state] += 1


@pytest.mark.parametrize("seed", range(RUNS))
def test_nobodys_screen_holds_a_word_of_the_others(benches, seed):
    stage = Stage(benches(), random.Random(seed))
    for _ in range(STEPS):
        stage.step()
    assert len(stage.seen) > 15, stage.seen
    assert sum(stage.told.values()) > 5, "the walk never came to anybody's words"
