"""What ``kiosk event`` says, for somebody who stands beside a car with a laptop."""

from __future__ import annotations

from typing import Final

from kiosk.texts.kept import Said
from kiosk.wiring.doctor.words import Told
from kiosk.wiring.outings.finding import What
from kiosk.wiring.outings.resting import Hurdle

NAMES: Final[dict[What, Said]] = {
    "battery": Said("Pin", "Battery"),
    "team": Said("Người trực", "Who is on duty"),
    "lists": Said("Danh sách thăm nhà", "Lists of homes to visit"),
    "content": Said("Thủ tục", "Procedures"),
    "waiting": Said("Hồ sơ chưa gửi", "Dossiers not sent yet"),
}
_NEW_ROSTER: Final = Said(
    "Để máy mở, nối mạng của phường mười phút cho danh sách mới tự về, rồi chạy `kiosk event ready`. "
    "Không có mạng: `kiosk roster take TỆP`.",
    "Leave the kiosk on and on the ward's network for ten minutes: the new list comes by itself; then "
    "`kiosk event ready`. Without a network: `kiosk roster take FILE`.",
)
_CALL_IT: Final = Said(
    "Đừng đem máy này đi. Gọi kỹ thuật.", "Do not take this machine along. Call the ward's IT."
)
TOLD: Final[dict[tuple[What, str], Told]] = {
    ("team", "none"): Told(
        Said("chưa có danh sách: không ai đăng nhập được", "no list of helpers: nobody can sign in"),
        _NEW_ROSTER,
    ),
    ("team", "locked-out"): Told(
        Said(
            "danh sách hết hạn {until}: giữa buổi sẽ không ai đăng nhập được",
            "the list ended at {until}: during the day nobody will get in any more",
        ),
        _NEW_ROSTER,
    ),
    ("team", "expires"): Told(
        Said(
            "danh sách hết hạn {until}, trước khi xong buổi: sau đó đăng nhập phải ghi lý do",
            "the list ends at {until}, before the day is over: from then on signing in needs a reason",
        ),
        _NEW_ROSTER,
    ),
    ("team", "nobody"): Told(
        Said("ngày {day} không ai có ca ở điểm {point}", "on {day} nobody has a shift at point {point}"),
        Said(
            "Xếp ca ngày đó ở máy chủ của phường (Người giúp), chờ mười phút rồi chạy `kiosk event ready`.",
            "Give them shifts of that day at the desk (Người giúp), wait ten minutes, then `kiosk event ready`.",
        ),
    ),
    ("team", "gap"): Told(
        Said(
            "{helpers} người, nhưng từ {at} không ai có ca",
            "{helpers} helpers, but from {at} nobody has a shift",
        ),
        Said(
            "Xếp thêm ca ở máy chủ của phường; nếu không, lúc đó đăng nhập bị ghi là ngoài ca.",
            "Add a shift at the desk; else who signs in then is put on record as off shift.",
        ),
    ),
    ("team", "good"): Told(
        Said("{helpers} người, danh sách dùng tới {until}", "{helpers} helpers, list good until {until}")
    ),
    ("battery", "none"): Told(
        Said("máy này không có pin", "this machine has no battery"),
        Said(
            "Hỏi trước chỗ tới có ổ điện không; đem dây nối dài.",
            "Ask for a socket, take a long lead.",
        ),
    ),
    ("battery", "aged"): Told(
        Said("pin đã yếu: chỉ còn giữ {health}%", "the battery is old: it holds {health}% of what it did"),
        Said(
            "Đem sạc, dây nối dài hoặc pin dự phòng.",
            "Take the charger and a long lead, or a second battery.",
        ),
    ),
    ("battery", "short"): Told(
        Said("còn khoảng {hours} giờ, buổi dài {needed} giờ", "lasts some {hours} hours of the {needed}"),
        Said(
            "Hạ độ sáng màn hình, đem sạc và dây nối dài.",
            "Turn the screen darker, take charger and a long lead.",
        ),
    ),
    ("battery", "low"): Told(
        Said("mới có {level}%", "at {level}% only"),
        Said("Cắm sạc tới khi đầy rồi hãy đi.", "Charge it first."),
    ),
    ("battery", "full"): Told(Said("{level}%", "{level}%")),
    ("content", "none"): Told(Said("không mở được thủ tục nào", "no procedure can be served"), _CALL_IT),
    ("content", "last-good"): Told(
        Said(
            "{count} thủ tục, theo bản tốt gần nhất",
            "{count} procedures, as they were when last they were right",
        ),
        Said("Xem chỗ sai: `kiosk check`.", "See what is wrong: `kiosk check`."),
    ),
    ("content", "good"): Told(
        Said(
            "{count} thủ tục, {forms} làm ngay tại máy", "{count} procedures, {forms} of them filled in here"
        )
    ),
    ("lists", "none"): Told(
        Said("chưa có cho ngày này", "none for that day"),
        Said(
            "Có đi thăm nhà thì nối mạng của phường mười phút cho danh sách về. Không thăm nhà thì thôi.",
            "If homes are to be visited, join the ward's network for ten minutes. Else nothing is to be done.",
        ),
    ),
    ("lists", "there"): Told(Said("có cho {count} người", "there for {count} helpers")),
    ("lists", "unreadable"): Told(
        Said("không đọc được kho của máy", "the kiosk's store cannot be read"), _CALL_IT
    ),
    ("waiting", "some"): Told(
        Said("{count} còn nằm trong máy", "{count} still lie here"),
        Said(
            "Nối mạng cho gửi hết rồi hãy đi. Đi luôn cũng được: không mất, tối về gửi.",
            "Let them be sent before you leave. They may come along: none is lost, they go at night.",
        ),
    ),
    ("waiting", "nothing"): Told(Said("không còn", "none")),
    ("waiting", "unreadable"): Told(
        Said("không đọc được kho của máy", "the kiosk's store cannot be read"), _CALL_IT
    ),
}
CLOSING: Final = {
    "well": Said("SẴN SÀNG.", "READY."),
    "soon": Said("Đi được; {count} việc nên lo trước.", "It can go; {count} to be seen to before."),
    "wrong": Said(
        "CHƯA SẴN SÀNG: {count} chỗ phải lo trước khi đi.", "NOT READY: {count} to be put right first."
    ),
}
HURDLES: Final[dict[Hurdle, Said]] = {
    "visit": Said(
        "Có người đang đứng làm ở máy. Chờ họ xong.",
        "Somebody stands before the kiosk. Wait for them.",
    ),
    "runs": Said(
        "Máy đang chạy. Chạy lại lệnh này với sudo, hoặc đóng kiosk trước.",
        "The kiosk runs. Use sudo for this, or close it first.",
    ),
    "stays": Said("Máy không chịu dừng. Gọi kỹ thuật.", "The kiosk does not stop. Call the ward's IT."),
}
UNCHANGED: Final = Said("Không có gì thay đổi.", "Nothing was changed.")
BEGUN: Final = Said(
    "Máy {kiosk} là của {team} tại {place}, ngày {day}, {opens}–{closes}. Số phiếu: {series} 001, …",
    "{kiosk} is {team}'s at {place} on {day}, {opens}–{closes}. Ticket numbers: {series} 001, …",
)
OTHER: Final = Said(
    "Máy đang đi với {team} ngày {day}. Kết thúc trước: `kiosk event end`.",
    "This machine is out with {team} on {day}. End that first: `kiosk event end`.",
)
NONE: Final = Said(
    "Máy đang là của văn phòng, không có ngày đi nào.", "This machine is the office's: it is on no day out."
)
PAST: Final = Said("Ngày {day} đã qua.", "{day} is over.")
TOO_EARLY: Final = Said(
    "Còn quá sớm: nhiều nhất {days} ngày trước.", "That is too early: {days} days before at most."
)
WRONG: Final = Said(
    "Không dùng được. Tên đội, nơi đến: 1–24 chữ; giờ như 07:00, mở trước khi đóng.",
    "That will not do. Team and place have 1–24 letters; times are like 07:00, opening before closing.",
)
WAIT: Final = Said(
    "Còn {count} người cầm số đang chờ. Tiếp hết đã; nếu họ về rồi: `kiosk event end --anyway`.",
    "{count} people with numbers still wait. Serve them first; if they have gone: `kiosk event end --anyway`.",
)
SLIP: Final = Said("Phiếu cuối ngày: {team}, {place}, {day}", "Slip of the day: {team}, {place}, {day}")
NO_SLIP: Final = Said(
    "Phiếu cuối ngày chưa chắc đã in ra ({code}). Xem máy in rồi chạy lại; không in được thì chép các số trên "
    "ra giấy, rồi chạy `kiosk event end --no-slip`.",
    "The slip of the day may not be out ({code}). Look at the printer and run this again; if it cannot print, "
    "copy the figures above onto paper and use `kiosk event end --no-slip`.",
)
ENDED: Final = Said(
    "Máy {kiosk} lại là của văn phòng. Số phiếu lại là {series}.",
    "{kiosk} is the office's again. Ticket numbers begin with {series} again.",
)
DRAINS: Final = Said(
    "{count} hồ sơ còn trong máy. Nối mạng và để máy mở tối nay: tự gửi, không ai phải làm gì.",
    "{count} dossiers still lie here. Leave the kiosk on and on the network tonight: they go by themselves.",
)
UNSEEN: Final = Said(
    "Máy đã là của đội, nhưng chưa xem hết được ({why}). Chạy: `kiosk event ready`.",
    "The machine is the team's now, but not all could be looked at ({why}). Run `kiosk event ready`.",
)
BROKEN: Final = Said("Không ghi được ({why}).", "It cannot be written ({why}).")
