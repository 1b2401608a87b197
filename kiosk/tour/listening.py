"""What is heard in a tour, in its order, and what a blind person can tell by it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.texts import Texts

_GOES_ON: Final = frozenset({"[+]", "[-]"})
_WIDE: Final = 90


@dataclass
class Listening:
    """A voice that makes no sound and notes what it would say; phrases take the time it takes to read them."""

    language: str = "vi"
    """Of the journey: phrases in others are marked in the transcript."""
    lines: list[str] = field(default_factory=list)
    """Presses as "[key]", phrases as their words."""
    heard: list[str] = field(default_factory=list)
    """The words of all phrases."""

    def visit(self) -> int:
        """Nothing is made, for no visit."""
        return 0

    def clip(
        self,
        text: str,
        language: str,
        *,
        slow: bool = False,
        visit: int | None = None,  # noqa: ARG002 - the port's
    ) -> Path | None:
        """There is no voice."""
        self.heard.append(text)
        mark = "" if language == self.language else f"({language}) "
        self.lines.append(mark + " ".join(text.split()) + (" (chậm)" if slow else ""))
        return None

    def forget(self) -> None:
        """Nothing was made."""

    def press(self, key: str) -> None:
        """Note that a key is pressed."""
        self.lines.append(f"[{key}]")

    def write(self, path: Path) -> None:
        """Write the transcript: a press stands before what it brings; what is only gone over shares its line."""
        path.write_text("\n".join(_joined(self.lines)) + "\n", encoding="utf-8")


def _joined(lines: list[str]) -> list[str]:
    """Put presses before the words after them, and those that were cut off at once on one line."""
    found: list[str] = []
    single = False
    for line in lines:
        if line in _GOES_ON and single and len(found[-1]) < _WIDE:
            found[-1] += f" … {line}"
        elif found and found[-1].endswith("]"):
            found[-1] += f" {line}"
            single = _is_gone_over(found[-1])
        else:
            found.append(line)
            single = False
    return found


def _is_gone_over(line: str) -> bool:
    return line.startswith(tuple(_GOES_ON))


@dataclass(frozen=True)
class Words:
    """The kiosk's texts in one language."""

    texts: Texts
    language: str

    def say(self, message_id: str, **values: str | int) -> str:
        """Return a text."""
        return self.texts.say(self.language, message_id, **values)

    def has(self, message_id: str) -> bool:
        """Tell whether there is such a text."""
        return self.texts.has("vi", message_id)
