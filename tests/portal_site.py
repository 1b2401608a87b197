"""A site made for the test: pages that try to get out, and what they were answered. And one that nobody may reach."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

SECRET = b"Tran Thi Vi Du"

_PAGE = """<!doctype html><meta charset="utf-8"><title>Cong thu</title>
<style>body{margin:0}#b{position:fixed;inset:0;font-size:60px}</style>
<script>
const told = (what) => fetch('/told', {method: 'POST', body: String(what)}).catch(() => {});
const other = 'OTHER';
window.onload = () => requestAnimationFrame(() => setTimeout(() => told('ready'), 100));
const touched = () => told('touched');
</script>"""
_BUTTON = '<button id="b" onclick="touched(); act()">?</button><script>const act = () => { %s; };</script>'
ACTS = {
    "leave": "new Image().src = other + '/picture'; fetch(other + '/fetched', {mode: 'no-cors'}).catch(() => 0)"
    ".then(() => { told('tried'); setTimeout(() => { location = other + '/left'; }, 200); })",
    "pop-up": "window.open(other + '/popped'); told('tried')",
    "download": "const a = document.createElement('a'); a.href = '/taken'; a.download = 'tai-ve.pdf'; a.click();"
    "setTimeout(() => told('tried'), 1000)",
    "file": "location = 'file:///etc/hostname'; window.open('file:///etc/'); setTimeout(() => told('still'), 800)",
    "source": "window.open('view-source:' + location); setTimeout(() => told('still'), 800)",
    "print": "onbeforeprint = () => told('printing'); print(); told('still')",
    "scheme": "location = 'tel:113'; location = 'mailto:a@b.example';"
    "setTimeout(() => { location = 'vneid://x'; }, 200); setTimeout(() => told('still'), 900)",
    "second": "const w = window.open('/empty', 'w', 'popup,width=300,height=300,left=0,top=0');"
    "if (w) { w.moveTo(0, 0); w.resizeTo(1280, 800); } moveTo(0, 0); resizeTo(1280, 800);"
    "setTimeout(() => told('tried'), 800)",
    "full": "document.documentElement.requestFullscreen().then(() => told('full'), () => told('not full'));"
    "setTimeout(() => told('tried'), 800)",
    "read": "const say = (t) => told('read ' + t); let n = 0; const again = () => {"
    "navigator.clipboard.readText().then(say, () => told('refused'));"
    "if (n++ < 3) setTimeout(again, 300); }; again()",
}
_PAGES = {
    **{name: _BUTTON % act for name, act in ACTS.items()},
    "empty": "",
    "paste": '<textarea id="b" onfocus="touched()" '
    "oninput=\"told('pasted ' + this.value); this.value = ''\"></textarea>",
    "paper": '<input id="b" type="file" style="background:#ccc" onclick="touched()" onchange="'
    "this.files[0].arrayBuffer().then((d) => fetch('/handed', {method: 'POST', body: d}))\">",
    "form": """<style>form > *{display:block;box-sizing:border-box;width:100%;height:20vh;font-size:26px}
#c{height:40vh}</style><body style="background:#7fd0b4">
<form method="post" action="/filed"><input name="name" oninput="told('name ' + this.value)" onfocus="told('at name')">
<input name="other" oninput="told('other ' + this.value)" onfocus="told('at other')">
<button id="c">Gui</button></form>""",
}
FILED = '<body style="background:#7fd0b4"><h1>%s</h1>'


class Site:
    """Two servers on this machine: ``url`` is the portal, ``other`` a site of somebody else."""

    def __init__(self):
        self.told = []
        self.papers = []
        self.others = []
        self.filed = []
        self.code = "H29.16-261123-000123"
        """What it gives to what is filed."""
        self.changed = threading.Condition()
        self._elsewhere = self._serve("127.0.0.2", self._answer_elsewhere)
        self.other = f"http://127.0.0.2:{self._elsewhere.server_port}"
        self._portal = self._serve("127.0.0.1", self._answer)
        self.url = f"http://127.0.0.1:{self._portal.server_port}"

    def heard(self, wanted, seconds=6):
        """Wait until a page has told it; what must never come is asked for after something that must."""
        with self.changed:
            return self.changed.wait_for(lambda: any(map(wanted, self.told)), seconds)

    def forget(self):
        with self.changed:
            self.told, self.papers, self.others, self.filed = [], [], [], []

    def close(self):
        for server in (self._portal, self._elsewhere):
            server.shutdown()
            server.server_close()

    def _answer(self, path, body):
        with self.changed:
            if path == "/told":
                self.told.append(body.decode())
            elif path == "/handed":
                self.papers.append(body)
                self.told.append("paper")
            elif path == "/filed":
                self.filed.append(parse_qs(body.decode(), keep_blank_values=True))
            self.changed.notify_all()
        if path == "/taken":
            return SECRET
        if path == "/filed":
            return (_PAGE + FILED % self.code).encode()
        return (_PAGE.replace("OTHER", self.other) + _PAGES.get(path[1:], "")).encode()

    def _answer_elsewhere(self, path, _body):
        self.others.append(path)
        return b"<h1>Elsewhere</h1>"

    @staticmethod
    def _serve(host, answer):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                address = urlsplit(self.path)
                said = answer(address.path, body or parse_qs(address.query).get("t", [""])[0].encode())
                self.send_response(200)
                kind = "application/pdf" if address.path == "/taken" else "text/html; charset=utf-8"
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            do_POST = do_GET  # noqa: N815 - named by the standard library

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer((host, 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return server
