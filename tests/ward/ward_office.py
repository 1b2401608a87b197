"""The ward's people beside a desk that serves: a process of its own that plans homes as their pages do.

It reads one act a line, [name, words…] in JSON, does it on the desk's own database and says a line of what came of it.
"""

import json
import subprocess
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Office:
    """What the people of the office can be told to do."""

    def __init__(self, told, said):
        self._told, self._said = told, said

    def __getattr__(self, act):
        return lambda *words: self._do(act, *words)

    def _do(self, *words):
        self._told.write(json.dumps(words) + "\n")
        self._told.flush()
        return json.loads(self._said.readline())


@contextmanager
def office(config, state):
    """Let the people in, and out again at the end."""
    command = [sys.executable, "-m", "tests.ward.ward_office", config, state]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as people:
        yield Office(people.stdin, people.stdout)
        people.stdin.close()


def main(config, state):
    from kiosk.desk.project import start
    from kiosk.desk.serve import site_of

    site = site_of(config, state)
    start(site)
    from kiosk.desk import badges, models
    from kiosk.takeover.pin import PinCost

    badges.COST = PinCost(memory_kib=64, passes=1, lanes=1)
    acts = People(site, models)
    for line in sys.stdin:
        name, *words = json.loads(line)
        sys.stdout.write(json.dumps(getattr(acts, name)(*words)) + "\n")
        sys.stdout.flush()


class People:
    """The acts, on the desk's own functions."""

    def __init__(self, site, models):
        self._site, self._models = site, models
        self._officer = models.Officer.objects.get(role="officer")
        self._team = models.Team.objects.create(ward=site.ward, name="Tổ 3")

    def hire(self, name):
        """Give somebody badge and PIN; return what opens the lists of their days."""
        from kiosk.desk import badges, rosters
        from kiosk.takeover.day_key import open_lock

        ward = {"ward": self._site.ward, "team": self._team, "role": "volunteer"}
        names = {"helper_id": name, "name": "Trần Văn Mẫu", "shown_name": "Anh Mẫu"}
        row = self._models.Person.objects.create(**ward, **names)
        made = badges.make_badge(self._site, self._officer, row)
        row.refresh_from_db()
        return open_lock(rosters.lock_of(row), made.pin, made.badge).raw.hex()

    def visit_of(self, dossier_id):
        """Return the id of the visit that a dossier asks for."""
        return self._models.HomeVisit.objects.get(dossier__dossier_id=dossier_id).visit_id

    def give(self, visit_id, name, day):
        """Send somebody there on a day."""
        from kiosk.desk.homes import Plan, plan

        who = self._models.Person.objects.get(helper_id=name)
        wish = Plan(person=who, team=None, day=date.fromisoformat(day), at="", bring=())
        return plan(self._site, self._officer, [self._seen(visit_id)], wish)

    def take_back(self, visit_id):
        """Send nobody there any more."""
        from kiosk.desk.homes import mark

        return mark(self._site, self._officer, self._seen(visit_id), "unplan")

    def revoke(self, kiosk_id):
        """Trust a kiosk's key no longer."""
        self._trusted_until(kiosk_id, self._site.clock.now())

    def trust(self, kiosk_id):
        """Trust it again."""
        self._trusted_until(kiosk_id, None)

    def _trusted_until(self, kiosk_id, moment):
        self._models.Kiosk.objects.filter(kiosk_id=kiosk_id).update(revoked_at=moment)

    def code(self, kiosk_id, series, point):
        """Make a code that lets a kiosk in, for the first time or again."""
        from kiosk.desk.enrolment import CodeWish, make_codes

        it = self._models.Officer.objects.get(role="it")
        made = make_codes(self._site, it, [CodeWish(kiosk_id, series, point)], again=True)
        return made[0].code if isinstance(made, list) else made[1]

    def answer(self, wish):
        """Answer a wish that came by stick, as the page does; both in hex."""
        import msgspec

        from kiosk.desk.enrolment import answer_enrol
        from kiosk.wire.enrol import AskToEnrol

        answered = answer_enrol(self._site, msgspec.msgpack.decode(bytes.fromhex(wish), type=AskToEnrol))
        return answered if isinstance(answered, str) else msgspec.msgpack.encode(answered).hex()

    def kiosks(self):
        """Return each kiosk's key, letter and why it was revoked."""
        rows = self._models.Kiosk.objects.all()
        return {one.kiosk_id: [one.public_key, one.series, one.revoked_why] for one in rows}

    def told(self, visit_id):
        """Return the state of a visit, and how many reports of it are kept."""
        row = self._models.HomeVisit.objects.get(visit_id=visit_id)
        return [row.state, row.reports.count()]

    def _seen(self, visit_id):
        from kiosk.desk.homes import Seen

        return Seen(visit_id, self._models.HomeVisit.objects.get(visit_id=visit_id).version)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
