"""Writes this machine's settings from what the command line and an answers file say; standard library only.

Lines ``key=value`` of the command line come on standard input and win over the file. The settings are the shipped
examples, or those in force here, with single lines changed, so that their explanations stay. Whatever is missing or
not understood is told, one sentence each, and nothing is written.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import socket
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

SECTIONS: Final = (
    "screen",
    "printer",
    "scanner",
    "paper_scanner",
    "lamp",
    "portal",
    "sound",
    "voice",
    "listening",
    "idle",
    "keypad",
    "desk",
    "updates",
)
"""Of kiosk.toml, which a machine may have its own values of."""
OF_WARD: Final = {"ward", "ward_name", "phone", "desk", "ca", "trust", "ward_file", "points", "machines"}
OF_POINT: Final = {"name", "short_name", "hamlets", "counters", "hours"}
OF_MACHINE: Final = {"is", "point", "kiosk", "series", *SECTIONS}
NEEDED: Final = {
    "ward": ("[0-9]{5}", "the five digits of the national list of units"),
    "point": ("[a-z0-9-]{1,32}", "small letters, digits, hyphens"),
    "kiosk": ("[a-z0-9][a-z0-9-]{1,31}", "small letters, digits, hyphens"),
    "series": ("[A-Z]", "one capital letter; no two machines of a ward share one"),
    "desk": (r"https://[^/\s]+|http://(127\.0\.0\.1|localhost)(:[0-9]+)?", "https:// and the desk's name"),
}
_NETWORK: Final = Path("/sys/class/net")
_SERIAL: Final = Path("/sys/class/dmi/id/product_serial")
BROUGHT: Final = {"ca": "ca.pem", "trust": "root.json"}
"""Files that are taken along, by the answer that names them."""
CA: Final = "/etc/kiosk/ca.pem"
PLACES: Final = {
    "trust": "/etc/kiosk/trust/root.json",
    "folder": "/var/lib/kiosk-update",
    "content": "/opt/kiosk/content",
    "visit": "/run/kiosk/visit.lock",
    "restart": "/run/kiosk-restart.sock",
    "probe": "/run/kiosk-probe.sock",
}
"""Where updates have to do with this machine: of [updates], by deploy/systemd."""
PRINTER: Final = {"kind": "usb", "port": "/dev/usb/lp*"}
"""How a machine prints of which nobody has said it: pictures in place of paper are for trying out only."""


class OddError(Exception):
    """What was answered cannot be used; the sentence says why."""


def main() -> int:
    """Write the files. Returns 0, or 1 with the reasons on standard error."""
    asked = _asked()
    said = dict(line.partition("=")[::2] for line in sys.stdin.read().splitlines() if line)
    try:
        answers = _read(asked.answers)
        told = {**of_this_machine(answers, names_of_this_machine()), **_of_words(said)}
        check(told)
        _write(told, answers, asked)
    except (OddError, OSError, tomllib.TOMLDecodeError) as odd:
        sys.stderr.write("".join(f"✗ {line}\n" for line in str(odd).splitlines()))
        return 1
    sys.stdout.write(f"  {told['kiosk']} (letter {told['series']}) at {told['point']}, ward {told['ward']}\n")
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=Path, required=True, help="the shipped examples")
    parser.add_argument("--present", type=Path, help="the settings in force on this machine")
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


def _read(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    with path.open("rb") as file:
        answers = tomllib.load(file)
    for where, known, table in _tables(answers):
        if odd := sorted(set(table) - known):
            raise OddError(f"{path.name}{where}: not known: {', '.join(odd)}")
    return answers


def _tables(answers: Mapping[str, Any]) -> Iterator[tuple[str, set[str], Mapping[str, Any]]]:
    yield "", OF_WARD, answers
    for name, table in answers.get("points", {}).items():
        yield f" [points.{name}]", OF_POINT, table
    for name, table in answers.get("machines", {}).items():
        yield f" [machines.{name}]", OF_MACHINE, table


def names_of_this_machine() -> set[str]:
    """Return by what a line of the answers file may mean this machine: network cards, serial number, name."""
    cards = {_text(card / "address") for card in _NETWORK.glob("*") if card.name != "lo"}
    return {name.lower() for name in (*cards, _text(_SERIAL), socket.gethostname()) if name}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:  # not every machine has a serial number, and some cards tell no address
        return ""


def of_this_machine(answers: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    """Return what the file says of the ward and of the one machine that goes by one of ``names``."""
    told = {
        key: answers[key] for key in ("ward", "ward_name", "phone", "desk", "ca", "trust") if key in answers
    }
    machines = answers.get("machines", {})
    mine = {
        name: table
        for name, table in machines.items()
        if names & {name.lower(), *(also.lower() for also in table.get("is", ()))}
    }
    if len(mine) > 1:
        raise OddError(f"The answers mean this machine more than once: {', '.join(sorted(mine))}")
    if machines and not mine:
        raise OddError(f"The answers know no machine like this one. It goes by: {', '.join(sorted(names))}")
    for table in mine.values():
        told |= {key: value for key, value in table.items() if key not in {"is", "desk"}}
    _no_two_alike(machines)
    return told


def _no_two_alike(machines: Mapping[str, Mapping[str, Any]]) -> None:
    for key in ("kiosk", "series"):
        seen: set[str] = set()
        for name, table in machines.items():
            if table.get(key) in seen:
                raise OddError(f"[machines.{name}]: {key} {table[key]} is another machine's already")
            seen.add(table.get(key, f"of {name}"))


def _of_words(said: Mapping[str, str]) -> dict[str, Any]:
    """Return what the command line says, in the answers' own form."""
    told: dict[str, Any] = {key.replace("-", "_"): value for key, value in said.items()}
    size = {key: int(told.pop(key)) for key in ("width", "height") if told.get(key, "").isdigit()}
    if size:
        told["screen"] = size
    return told


def check(told: Mapping[str, Any]) -> None:
    """Raise OddError with everything that is missing or odd."""
    odd = []
    for key, (pattern, means) in NEEDED.items():
        if key not in told:
            odd.append(f"--{key} is missing ({means})")
        elif not re.fullmatch(pattern, str(told[key])):
            odd.append(f"--{key} {told[key]}: {means}")
    odd += [f"--{key} {told[key]}: pixels, digits only" for key in ("width", "height") if key in told]
    if odd:
        raise OddError("\n".join(odd))


def _write(told: Mapping[str, Any], answers: Mapping[str, Any], asked: argparse.Namespace) -> None:
    def shipped(name: str) -> str:
        present = asked.present / name if asked.present else None
        return (present if present and present.exists() else asked.settings / name).read_text(
            encoding="utf-8"
        )

    point = answers.get("points", {}).get(told["point"], {})
    if answers.get("points") and not point:
        raise OddError(f"The answers know no point {told['point']}.")
    kiosk = shipped("kiosk.toml")
    for section, key, value in _of_kiosk(told):
        kiosk = changed(kiosk, section, key, value)
    if tomllib.loads(kiosk)["printer"]["kind"] == "png":
        for key, value in PRINTER.items():
            kiosk = changed(kiosk, "printer", key, value)
        sys.stdout.write("  nobody has said how it prints: by the first USB printer\n")
    place = shipped("point.toml")
    for section, key, value in _of_point(told, point):
        place = changed(place, section, key, value)
    if "hours" in point:
        place = with_hours(place, point["hours"])
    folder: Path = asked.answers.parent if asked.answers else Path()
    brought = {name: folder / told[key] for key, name in BROUGHT.items() if key in told}
    if missing := [f"{path}: no such file" for path in brought.values() if not path.is_file()]:
        raise OddError("\n".join(missing))
    (asked.out / "kiosk.toml").write_text(kiosk, encoding="utf-8")
    (asked.out / "point.toml").write_text(place, encoding="utf-8")
    if "ward_file" in answers:
        shutil.copyfile(folder / answers["ward_file"], asked.out / "ward.yaml")
    elif asked.present and (asked.present / "ward.yaml").exists():
        shutil.copyfile(asked.present / "ward.yaml", asked.out / "ward.yaml")
    else:
        # the example's own exceptions are of no ward
        (asked.out / "ward.yaml").write_text("format: 1\n", encoding="utf-8")
    for name, path in brought.items():
        shutil.copyfile(path, asked.out / name)


def _of_kiosk(told: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    yield "", "kiosk_id", told["kiosk"]
    yield "", "series", told["series"]
    yield "", "provisioned", True
    yield "screen", "fullscreen", True
    yield "desk", "url", told["desk"]
    if "ca" in told:
        yield "desk", "ca_file", CA
    yield "keys", "folder", "keys"
    for key, place in PLACES.items():
        yield "updates", key, place
    for section in SECTIONS:
        if isinstance(told.get(section), Mapping):
            for key, value in told[section].items():
                yield section, key, value


def _of_point(told: Mapping[str, Any], point: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    yield "", "code", told["point"]
    name = told.get("point_name", point.get("name"))
    if name:
        yield "", "name", name
        yield "", "short_name", point.get("short_name", name)
    for key in ("hamlets", "counters"):
        if key in point:
            yield "", key, point[key]
    yield "ward", "code", told["ward"]
    for key, ours in (("name", "ward_name"), ("phone", "phone")):
        if ours in told:
            yield "ward", key, told[ours]


def changed(text: str, section: str, key: str, value: Any) -> str:
    """Return settings in which one key has another value; what is said behind it stays. Raises OddError."""
    lines, here = text.splitlines(keepends=True), ""
    for at, line in enumerate(lines):
        if head := re.match(r"\s*\[+([\w.]+)\]+", line):
            here = head[1]
        elif here == section and (found := re.match(rf"{key}\s*=\s*", line)):
            rest = re.match(r"(\"(?:[^\"\\]|\\.)*\"|\[.*?\]|[^#\n]*?)(\s*#.*)?\n", line[found.end() :])
            if rest is None:
                raise OddError(f"[{section}] {key}: written over several lines; change it by hand")
            lines[at] = f"{line[: found.end()]}{written(value)}{rest[2] or ''}\n"
            return "".join(lines)
    raise OddError(f"[{section}] {key}: the settings know no such key")


def with_hours(text: str, hours: Iterable[Mapping[str, Any]]) -> str:
    """Return a point's settings with these hours in place of its own."""
    kept, inside = [], False
    for line in text.splitlines(keepends=True):
        if re.match(r"\s*\[", line):
            inside = line.strip() == "[[hours]]"
        if not inside or line.startswith("#"):
            kept.append(line)
    blocks = [
        "".join(f"{key} = {written(one[key])}\n" for key in ("days", "opens", "closes")) for one in hours
    ]
    return "".join(kept).rstrip("\n") + "\n" + "".join(f"\n[[hours]]\n{block}" for block in blocks)


def written(value: Any) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(written(one) for one in value)}]"
    return str(value) if isinstance(value, int | float) else json.dumps(str(value), ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
