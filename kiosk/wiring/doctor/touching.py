"""``kiosk doctor --touch``: five crosses on the glass, what came of it, and the line that puts it right."""

from __future__ import annotations

from typing import Final

from kiosk.clock import VIETNAM, SystemClock
from kiosk.pictures import Fonts
from kiosk.settings import Settings
from kiosk.texts.kept import Said, Tongue
from kiosk.wiring.doctor.arguments import Say
from kiosk.wiring.doctor.crosses import PLACES, Spot, judged, keep, rule
from kiosk.wiring.doctor.machine import of_trial
from kiosk.wiring.doctor.telling import GOOD, WRONG, lines

IMPOSSIBLE: Final = 2
RULES: Final = "/etc/udev/rules.d/90-kiosk-touch.rules"
_ASK: Final = Said("Chạm vào giữa dấu cộng", "Touch the middle of the cross")
_DARK: Final = Said(
    "✗ Không có màn hình nào để hiện dấu cộng.", "✗ No screen answers that could show a cross."
)
_LEFT: Final = Said("✗ Bỏ dở: chưa chạm đủ năm dấu cộng.", "✗ Left: not all five crosses were touched.")
_HEAP: Final = Said(
    "✗ Cả năm lần chạm dồn một chỗ: lau kính, xem dây cảm ứng rồi thử lại.",
    "✗ All five touches lie in a heap: wipe the glass, look at its cable, try again.",
)
_PUT: Final = Said(
    "    Dòng cần đặt vào {file} (bỏ dòng cũ nếu có), rồi khởi động lại máy:",
    "    Put this line into {file} (in place of an older one), then start the machine again:",
)
_UNKEPT: Final = Said("! Không ghi lại được kết quả.", "! What was found could not be kept.")


def try_glass(settings: Settings, language: Tongue, say: Say) -> int:
    """Show the crosses, judge the touches, keep and say it. Returns GOOD, WRONG (off or turned) or IMPOSSIBLE."""
    from kiosk.ui.environment import NoScreenError

    wanted = settings.kiosk.screen
    size = (wanted.width, wanted.height)
    try:
        touched = _touched(settings, size, language)
    except NoScreenError:
        say(_DARK.in_language(language))
        return IMPOSSIBLE
    if touched is None:
        say(_LEFT.in_language(language))
        return IMPOSSIBLE
    day = f"{SystemClock().now().astimezone(VIETNAM):%d/%m/%Y}"
    tried = judged(touched, size, wanted.px_per_mm, day)
    if tried is None:
        say(_HEAP.in_language(language))
        return WRONG
    try:
        keep(settings.state, tried)
    except OSError:
        say(_UNKEPT.in_language(language))
    found = of_trial(tried)
    for line in lines(found, language):
        say(line)
    if found.verdict == "well":
        return GOOD
    say(_PUT.in_language(language).format(file=RULES))
    say(f"    {rule(tried.matrix)}")
    return WRONG


def _touched(settings: Settings, size: tuple[int, int], language: Tongue) -> list[Spot] | None:
    """Return where the crosses were touched, None where somebody has left. Raises NoScreenError."""
    from kiosk.ui.crosses import touched_crosses

    return touched_crosses(
        PLACES,
        size,
        words=_ASK.in_language(language),
        fonts=Fonts(settings.cache / "fonts"),
        home=settings.cache / "kivy",
        fullscreen=settings.kiosk.screen.fullscreen,
    )
