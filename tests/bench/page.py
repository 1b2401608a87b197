"""The kiosk's home screen as a web page: the same eight tiles, pictures and letters, and a screen behind it."""

from kiosk.pictures import Fonts, Pictures
from kiosk.procedures.load import load
from tests.visit.walking import ROOT

CHOICES = ("parent-baby", "Chưa tới 6 tuổi"), ("child-girl", "Từ 6 tuổi trở lên")
PICTURE = 330
FIELD = 290, 117
HEAD = """<!doctype html><html lang="vi" translate="no"><meta charset="utf-8"><title>-</title><style>
@font-face { font-family: face; font-weight: 600; src: url("SEMI"); }
@font-face { font-family: face; font-weight: 700; src: url("BOLD"); }
* { box-sizing: border-box; margin: 0; }
html, body, button { cursor: none; } html, body { width: 100%; height: 100%; overflow: hidden; user-select: none; }
body { background: #FBF4E4; color: #1F1A15; font: 700 36px/1.2 face; }
section, header, footer, button, h1 { position: absolute; }
section { inset: 0; } section[hidden] { display: none; }
header { left: 0; right: 0; top: 0; height: 88px; background: #FFF; padding: 24px 88px; font: 600 25px face; }
footer { left: 0; right: 0; bottom: 0; height: 110px; background: #FFF; border-top: 3px solid #857560; }
h1 { left: 24px; top: 120px; font: 800 42px face; }
button { font: inherit; color: inherit; background: #FFF; border: 3px solid #1F1A15; border-radius: 20px; padding: 0;
  box-shadow: 0 5px 0 #1F1A15; overflow: hidden; }
button:active { transform: translateY(5px); box-shadow: none; background: #E3F0E2; }
button img { display: block; margin: auto; } .tile img { width: 290px; height: 117px; }
button span { display: block; padding: 10px 0; height: 67px; }
.foot { top: 11px; height: 82px; font: 600 25px face; border-color: #857560; }
</style><body>
"""
TURN = """<script>
const home = document.getElementById("home"), next = document.getElementById("next");
const show = (one, other) => { other.hidden = true; one.hidden = false; };
for (const tile of home.querySelectorAll(".tile")) tile.onclick = () => show(next, home);
next.querySelector(".back").onclick = () => show(home, next);
</script></body></html>
"""


def write(folder, cache):
    """Write the page into `folder`, with the kiosk's own pictures and fonts from `cache`; return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = Pictures(ROOT / "assets" / "illustrations", cache / "pictures")
    fonts = Fonts(cache / "fonts")
    head = HEAD.replace("SEMI", fonts.path("Latn", 600).as_uri()).replace(
        "BOLD", fonts.path("Latn", 700).as_uri()
    )
    events = load(ROOT / "assets" / "procedures").events
    tiles = "".join(_tile(pictures, at, event) for at, event in enumerate(events))
    choices = "".join(_choice(pictures, at, *told) for at, told in enumerate(CHOICES))
    home = _screen("home", "", "Bữa nay bà con cần việc gì?", tiles)
    file = folder / "page.html"
    file.write_text(head + home + _screen("next", "hidden", "Bé được mấy tuổi rồi?", choices) + TURN, "utf-8")
    return file


def _screen(name, hidden, question, inside):
    parts = f"<header>Điểm hỗ trợ Khu phố 46</header><h1>{question}</h1>{inside}<footer>{_footer()}</footer>"
    return f'<section id="{name}" {hidden}>{parts}</section>'


def _footer():
    words = (16, 176, "back", "Trở lại"), (204, 196, "", "Nghe lại"), (710, 318, "", "Gọi người giúp")
    return "".join(
        f'<button class="foot {name}" style="left:{x}px;width:{w}px">{text}</button>'
        for x, w, name, text in words
    )


def _tile(pictures, at, event):
    left, top = 24 + 312 * (at % 4), 204 + 212 * (at // 4)
    picture = pictures.tile_field(event.picture, *FIELD, event.hue).as_uri()
    return _button("tile", (left, top, 296, 190), picture, event.name.vi)


def _choice(pictures, at, name, text):
    return _button("choice", (24 + 626 * at, 184, 606, 436), pictures.png(name, PICTURE).as_uri(), text)


def _button(kind, box, picture, text):
    left, top, width, height = box
    place = f"left:{left}px;top:{top}px;width:{width}px;height:{height}px"
    return f'<button class="{kind}" style="{place}"><img src="{picture}"><span>{text}</span></button>'
