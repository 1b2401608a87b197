"""`python -m tests.bench.attacks`: what comes of each attack on updates, as a table.

Told are the attack, what the kiosk makes of it, and by what it is stopped, as the tests see it that take that away.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from kiosk.updates.types import Refused, Unreached
from tests.updates import archive_attacks, network_attacks
from tests.updates.forging import ATTACKS, Attack, World
from tests.updates.repositories import Machine, Office, Server
from tests.updates.test_rules_stop_attacks import RULES

LISTED = (network_attacks, archive_attacks)


def told(outcome: object) -> str:
    match outcome:
        case Refused(code):
            return f"refused: {code}"
        case Unreached(why):
            return f"not reached: {why}"
    return {"UpToDate": "nothing to take", "Release": "the honest release is taken"}[type(outcome).__name__]


def tried(attack: Attack, folder: Path) -> object:
    office = Office(folder / "office")
    server = Server(office.repository)
    try:
        office.publish("2026.2")
        return attack.run(World(office, server, Machine(folder / "machine", office.root), folder))
    finally:
        server.close()


def main() -> int:
    by = {
        name: rule.__name__.removeprefix("no_").replace("_", " ")
        for rule, names in RULES.items()
        for name in names
    }
    counts: Counter[str] = Counter()
    wrong = 0
    print("| attack | what comes of it | stopped by |\n|---|---|---|")
    for attack in ATTACKS:
        with tempfile.TemporaryDirectory() as folder:
            outcome = tried(attack, Path(folder))
        as_it_must = outcome == attack.outcome or type(outcome) is attack.outcome
        wrong += not as_it_must
        counts[told(outcome)] += 1
        print(
            f"| {attack.name} | {told(outcome)}{'' if as_it_must else ' (!)'} | {by.get(attack.name, '')} |"
        )
    print(f"\n{len(ATTACKS)} attacks, {wrong} of them come to something else than they must.")
    for outcome, count in counts.most_common():
        print(f"- {outcome}: {count}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
