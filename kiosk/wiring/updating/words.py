"""What ``kiosk update`` says to ward IT of what came of it, in Vietnamese or English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, assert_never

from kiosk.texts.kept import Said, Tongue
from kiosk.updates.installing.book import Came, Entry
from kiosk.updates.installing.bringing import Avoided
from kiosk.updates.installing.installer import Outcome, Waits
from kiosk.updates.ports import Trouble
from kiosk.updates.types import Refused, Unreached, UpToDate, Why

WHY: Final[dict[Why, Said]] = {
    "signature": Said("người ký không có quyền ký", "it is not signed by those who may"),
    "tampered": Said("không đúng bản đã ký", "it is not what was signed"),
    "rolled-back": Said("cũ hơn bản máy đã thấy", "it is older than what was seen here"),
    "frozen": Said("kho phát hành đã quá hạn", "the repository is out of date"),
    "too-long": Said("dài quá mức cho phép", "it is longer than it may be"),
    "too-slow": Said("đường truyền chậm quá", "the line is too slow"),
    "malformed": Said("không đọc được", "it cannot be read"),
    "wrong-product": Said("không phải cho máy này", "it is for something else"),
    "wrong-name": Said("tên không phải của mình", "its name is none of ours"),
    "below-floor": Said(
        "cũ quá, không được thay bản đang chạy", "it is older than what may replace this release"
    ),
    "older-repository": Said(
        "kho phát hành có từ trước bản đang chạy", "the repository is from before this release"
    ),
    "unreadable-store": Said(
        "không đọc được những gì đang cất ở máy", "it could not read what is stored here"
    ),
    "no-way-back": Said(
        "lỡ nó hỏng thì bản đang chạy không đọc lại được",
        "if it failed, this release could not read what it had stored",
    ),
    "archive": Said("trong gói có thứ lạ", "its archive holds what none of ours does"),
    "wheels": Said(
        "không mang thư viện cho Python của máy này",
        "it carries no libraries that this machine's Python could use",
    ),
    "content": Said("nội dung có lỗi", "the check of its content finds errors"),
    "disk": Said(
        "máy không ghi được (đầy ổ đĩa?), hoặc chưa có root.json",
        "this machine could not write it, or its root.json is not there",
    ),
}
TROUBLE: Final[dict[Trouble, Said]] = {
    "start": Said("không khởi động được", "it did not come up"),
    "late": Said("khởi động lâu quá", "it did not come up in time"),
    "journey": Said("các trang không hiện ra đúng", "its pages did not come as they must"),
    "store": Said("không dùng được những gì đang cất ở máy", "it could not serve what is stored here"),
    "unreadable-back": Said(
        "bản trước không đọc lại được những gì nó ghi",
        "what it made of the store, the release before could not serve",
    ),
    "machine": Said(
        "chưa thử được: thiếu chỗ, hoặc không có ai thử",
        "it could not be tried: no room, no hidden screen, or nobody who tries it",
    ),
}
_TOLD: Final[dict[str, Said]] = {str(code): told for code, told in (*WHY.items(), *TROUBLE.items())}
_NOT_SAID: Final = Said("không rõ vì sao", "it is not said why")
_BY_HAND: Final = Said("có người cho quay về", "somebody went back from it")
NOTHING: Final = Said("không bản nào", "nothing")
CAME: Final[dict[Came, Said]] = {
    "installed": Said("✓ {name} đang chạy; trước đó là {former}", "✓ {name} serves; before it {former}"),
    "gone-back": Said("✓ đã quay về {name}, từ {former}", "✓ gone back to {name}, from {former}"),
    "given-up": Said(
        "✗ đã chạy thử {name} và không lấy: {why}; {former} vẫn chạy",
        "✗ {name} was tried and not taken: {why}; {former} goes on serving",
    ),
    "rolled-back": Said(
        "✗ {name} chạy không ổn: {why}; {former} chạy lại",
        "✗ {name} served badly: {why}; {former} serves again",
    ),
}
WAITS: Final = Said(
    "• {name} đã nằm sẵn: máy đổi sang khi không còn ai đứng máy",
    "• {name} stands ready: it serves as soon as nobody stands before the kiosk",
)
AVOIDED: Final = Said(
    "• {name} đã bị bỏ ngày {day}: {why}; muốn thử lại: kiosk update take --again",
    "• {name} was left on {day}: {why}; to try it again: kiosk update take --again",
)
NEWEST: Final = Said("✓ không có bản mới hơn cho vòng {ring}", "✓ nothing newer for ring {ring}")
NOT_TAKEN: Final = Said("✗ {what}: không lấy gì, {why}", "✗ {what}: nothing taken, {why}")
NOT_THERE: Final = Said("lúc này không tới được kho phát hành", "the repository is not there now")
RELEASE: Final = Said("bản phần mềm", "release")
OFFERED: Final = Said("• có bản {name}; ở đây đang chạy {former}", "• {name} is there; here runs {former}")
IS_NEWEST: Final = Said("✓ {name} là bản mới nhất cho vòng {ring}", "✓ {name} is the newest for ring {ring}")
NO_NEWER: Final = Said(
    "✓ {what}: không có gì mới hơn số {number}", "✓ {what}: nothing newer than number {number}"
)
NONE: Final = Said("✓ {what}: chưa phát hành gì", "✓ {what}: nothing published")
IN_FORCE: Final = Said(
    "✓ {what}: số {number} dùng từ lần khởi động tới",
    "✓ {what}: number {number} serves from the next start on",
)
KINDS: Final = {
    "procedures": Said("thủ tục", "procedures"),
    "voices": Said("giọng đọc", "voices"),
}
NOWHERE: Final = Said(
    "✗ kiosk.toml, [updates]: thiếu url (hoặc --stick), trust, folder, content",
    "✗ kiosk.toml, [updates]: url (or --stick), trust, folder and content are expected",
)
NOT_INSTALLED: Final = Said(
    "✗ ở đây không cài bản phần mềm nào: thư mục này không phải bản phát hành, hoặc kiosk.toml, [updates] thiếu"
    " folder, trust, visit, restart, probe mà deploy/provision ghi",
    "✗ no release is installed here: this tree is none, or kiosk.toml, [updates] lacks folder, trust, visit, restart"
    " or probe, which deploy/provision writes",
)
BUSY: Final = Said(
    "✗ đang có lần cập nhật khác: kiosk update history cho biết tới đâu",
    "✗ another update is under way: kiosk update history tells what comes of it",
)
NO_WAY_BACK: Final = Said(
    "✗ trước bản này không có bản nào, hoặc bản đó không được chạy nữa",
    "✗ there is no release before this one, or it may not serve any more",
)
UNDER_WAY: Final = Said("• {name}: đang làm dở ({step})", "• {name}: under way ({step})")
SERVES: Final = Said("• {name} đang chạy; trước đó là {former}", "• {name} serves; before it {former}")
ANEW: Final = Said(
    "✓ kiosk đã khởi động lại và dùng nội dung mới", "✓ the kiosk was started anew, and serves it"
)
ANEW_LATER: Final = Said(
    "• có người đứng máy: lần khởi động tới mới dùng nội dung mới",
    "• somebody stands before the kiosk: it serves it from its next start on",
)
NOT_ANEW: Final = Said(
    "✗ kiosk không khởi động lại được: sudo kiosk doctor", "✗ the kiosk did not come up: sudo kiosk doctor"
)


@dataclass(frozen=True)
class Teller:
    """Says sentences in one language."""

    say: Callable[[str], None]
    language: Tongue

    def __call__(self, said: Said, **facts: object) -> None:
        """Say it; a fact that is itself said in both languages comes in this one."""
        self.say(self.put(said, **facts))

    def put(self, said: Said, **facts: object) -> str:
        """Return it in words."""
        told = {name: self.put(one) if isinstance(one, Said) else one for name, one in facts.items()}
        return said.in_language(self.language).format(**told)

    def entry(self, entry: Entry) -> str:
        """Return what came of an update, in words."""
        former = entry.former or self.put(NOTHING)
        return self.put(CAME[entry.came], name=entry.name, former=former, why=self.why(entry.code))

    def outcome(self, outcome: Outcome | Avoided | Unreached | UpToDate, ring: int) -> None:
        """Say what came of looking for a release and taking it."""
        match outcome:
            case Entry():
                self.say(self.entry(outcome))
            case Waits(name):
                self(WAITS, name=name)
            case Avoided(entry):
                why = self.why(entry.code) or self.put(_BY_HAND)
                self(AVOIDED, name=entry.name, day=f"{entry.at:%Y-%m-%d}", why=why)
            case UpToDate():
                self(NEWEST, ring=ring)
            case Unreached() | Refused():
                self.nothing(RELEASE, outcome)
            case _:
                assert_never(outcome)

    def nothing(self, what: Said, why: Refused | Unreached) -> None:
        """Say why nothing was taken."""
        if isinstance(why, Refused):
            self(NOT_TAKEN, what=what, why=f"{self.put(WHY[why.code])} ({why.code})")
        else:
            self(NOT_TAKEN, what=what, why=f"{self.put(NOT_THERE)} ({why.why})")

    def why(self, code: str) -> str:
        """Return what stands behind a code of the book, in words; "" for none."""
        return f"{self.put(_TOLD.get(code, _NOT_SAID))} ({code})" if code else ""
