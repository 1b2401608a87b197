"""What each finding is called, and what is to be done about it, in words for whoever stands before the kiosk."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from kiosk.texts.kept import Said
from kiosk.wiring.doctor.finding import Trouble, Verdict

NAMES: Final[dict[Trouble, Said]] = {
    "paper": Said("Giấy in", "Paper"),
    "cable": Said("Dây cắm", "Cables"),
    "clock": Said("Đồng hồ", "Clock"),
    "network": Said("Mạng", "Network"),
    "certificate": Said("Chứng thư của phường", "The ward's certificate"),
    "disk": Said("Ổ đĩa", "Disk"),
    "screen": Said("Màn hình", "Screen"),
    "touch": Said("Cảm ứng", "Touch"),
    "sound": Said("Tiếng nói", "Sound"),
    "roster": Said("Danh sách người giúp", "Roster of helpers"),
}
MARKS: Final[dict[Verdict, str]] = {"well": "✓", "soon": "!", "wrong": "✗", "unknown": "?", "unused": "–"}
CLOSING: Final = {
    "well": Said("Không thấy gì phải làm.", "Nothing needs to be done."),
    "soon": Said("Máy chạy được; {count} việc cần làm sớm.", "The kiosk works; {count} to be seen to soon."),
    "wrong": Said("{count} chỗ phải sửa ngay.", "{count} to be mended now."),
}
DO: Final = Said("Làm gì: {do}", "What to do: {do}")


class Told(Struct, frozen=True):
    """One finding in words. ``do`` is None where nothing is to be done."""

    what: Said
    do: Said | None = None


_SWITCHED_OFF: Final = Said(
    "Bật công tắc máy in, cắm lại hai đầu dây. Vẫn vậy thì mượn dây khác.",
    "Switch the printer on, plug both ends of its cable in again. If that is no help, try another cable.",
)
_REFUSED: Final = Said(
    "Sửa dòng url trong phần [desk] của kiosk.toml cho đúng địa chỉ phường đưa.",
    "Put right url under [desk] in kiosk.toml, as the ward has given it.",
)
_CALL_DESK: Final = Said(
    "Gọi người coi máy chủ của phường. Hồ sơ vẫn được giữ ở đây, tới lúc gửi được.",
    "Call whoever keeps the ward's desk. Dossiers are kept here until they can be sent.",
)
_NEW_ROSTER: Final = Said(
    "Nối mạng, danh sách mới tự về. Không có mạng: chép tệp từ máy chủ rồi chạy `kiosk roster take TỆP`.",
    "Join the network: a new one comes by itself. Without one, carry a file from the desk: `kiosk roster take FILE`.",
)
_CALL_IT: Final = Said(
    "Gọi kỹ thuật: phải cấp lại khóa cho máy này ở máy chủ của phường.",
    "Call the ward's IT: this kiosk needs its keys anew from the desk.",
)
_CROSSES: Final = Said(
    "Chạy `kiosk doctor --touch` rồi chạm năm dấu cộng.", "Run `kiosk doctor --touch` and touch five crosses."
)
_MAKE_ROOM: Final = Said(
    "Xóa phim và bản ghi không còn dùng; xem còn gì lớn: `du -xh / | sort -h | tail`. Đừng xóa /var/lib/kiosk.",
    "Delete films and records that nobody needs; what is large: `du -xh / | sort -h | tail`. Never /var/lib/kiosk.",
)

_DEVICES: Final[dict[tuple[Trouble, str], Told]] = {
    ("paper", "ready"): Told(Said("còn giấy, máy in sẵn sàng", "there is paper, the printer is ready")),
    ("paper", "near-end"): Told(
        Said("sắp hết giấy", "the roll is nearly used up"),
        Said("Để sẵn một cuộn mới.", "Have a new roll ready."),
    ),
    ("paper", "out-of-paper"): Told(
        Said("hết giấy", "no paper"),
        Said(
            "Mở nắp, đặt cuộn mới, mặt in nhiệt ra ngoài, kéo dư một khúc rồi đóng nắp.",
            "Open the cover, put a new roll in, the heat side outward, leave an end out, close the cover.",
        ),
    ),
    ("paper", "cover-open"): Told(
        Said("nắp máy in đang mở", "the printer's cover is open"),
        Said("Đóng nắp tới khi nghe tách.", "Close it until it clicks."),
    ),
    ("paper", "cutter"): Told(
        Said("dao cắt bị kẹt", "the cutter is stuck"),
        Said(
            "Tắt máy in, mở nắp, gỡ giấy kẹt, đóng nắp rồi bật lại.",
            "Switch it off, open it, take the paper out, close it, switch it on.",
        ),
    ),
    ("paper", "hot"): Told(
        Said("đầu in quá nóng", "the print head is too hot"),
        Said("Chờ mười phút; đừng để máy in ngoài nắng.", "Wait ten minutes; keep it out of the sun."),
    ),
    ("paper", "mute"): Told(Said("máy in không trả lời", "the printer does not answer"), _SWITCHED_OFF),
    ("paper", "absent"): Told(Said("không thấy máy in", "the printer is not there"), _SWITCHED_OFF),
    ("paper", "gone"): Told(
        Said("máy in vừa bị rút ra", "the printer was pulled out just now"), _SWITCHED_OFF
    ),
    ("paper", "write-timeout"): Told(
        Said("máy in không nhận dữ liệu", "the printer takes no bytes"),
        Said(
            "Bật máy in; tốc độ (baud) trong kiosk.toml phải như tờ tự thử của máy in.",
            "Switch it on; baud in kiosk.toml must be as its self-test slip says.",
        ),
    ),
    ("paper", "failed"): Told(
        Said("máy in báo hỏng", "the printer reports a fault"),
        Said(
            "Tắt, chờ một phút, bật lại. Vẫn vậy thì đổi máy in khác.",
            "Switch it off, wait a minute, switch it on. If it stays so, use another one.",
        ),
    ),
    ("paper", "busy"): Told(
        Said("kiosk đang dùng máy in", "the kiosk has the printer"),
        Said(
            "Quẹt thẻ người giúp rồi xem trang Thiết bị trên màn hình.",
            "Sign in with a badge and look at the page of devices on the screen.",
        ),
    ),
    ("paper", "pictures"): Told(
        Said("máy in ra hình, để tập thử", "tickets are pictures, for trying out"),
        Said(
            "Đặt kind và port của [printer] trong kiosk.toml.",
            "Set kind and port under [printer] in kiosk.toml.",
        ),
    ),
    ("paper", "no-port"): Told(
        Said("kiosk.toml chưa ghi cổng máy in", "kiosk.toml names no port of the printer"),
        Said(
            "Chạy `kiosk device list` rồi ghi tên cổng vào.", "Run `kiosk device list` and put the name in."
        ),
    ),
    ("cable", "all"): Told(Said("đủ mọi thứ đã khai", "all that the settings name is plugged in")),
    ("cable", "missing"): Told(
        Said("không thấy: {devices}", "not there: {devices}"),
        Said(
            "Cắm lại dây, thử ổ USB khác. Rồi chạy `kiosk device list`: tên cổng phải như trong kiosk.toml.",
            "Plug it in again, try another socket. Then `kiosk device list`: the name must be as in kiosk.toml.",
        ),
    ),
    ("sound", "card-there"): Told(
        Said(
            "có loa; muốn nghe thử: `kiosk device probe`",
            "a sound card is there; to hear it: `kiosk device probe`",
        )
    ),
    ("sound", "card"): Told(
        Said("không thấy card tiếng {device}", "the sound card {device} is not there"),
        Said(
            "Cắm lại loa USB, hoặc ghi tên khác từ `aplay -L` vào [sound].",
            "Plug the USB speaker in again, or put another name of `aplay -L` under [sound].",
        ),
    ),
    ("sound", "program"): Told(
        Said("thiếu chương trình {program}", "the program {program} is missing"),
        Said("apt install alsa-utils espeak-ng", "apt install alsa-utils espeak-ng"),
    ),
    ("sound", "none"): Told(Said("điểm này không dùng tiếng", "this point has no sound")),
}
_MACHINE: Final[dict[tuple[Trouble, str], Told]] = {
    ("disk", "room"): Told(Said("còn trống {free} MB", "{free} MB free")),
    ("disk", "low"): Told(Said("chỉ còn trống {free} MB", "only {free} MB free"), _MAKE_ROOM),
    ("disk", "full"): Told(Said("gần đầy: còn {free} MB", "nearly full: {free} MB free"), _MAKE_ROOM),
    ("disk", "unwritable"): Told(
        Said("không ghi được vào ổ đĩa", "nothing can be written"),
        Said(
            "Khởi động lại. Vẫn vậy thì ổ đĩa hỏng: đừng tắt máy nữa, gọi kỹ thuật để cứu hồ sơ chưa gửi.",
            "Start it again. If it stays so, the disk is broken: leave it on, call for help to save the unsent.",
        ),
    ),
    ("disk", "not-ours"): Told(
        Said("tài khoản này không được xem ổ đĩa của kiosk", "this account may not look at the kiosk's disk"),
        Said("Chạy lại với sudo.", "Run it again with sudo."),
    ),
    ("screen", "fits"): Told(Said("{settings}, đúng như đã khai", "{settings}, as the settings say")),
    ("screen", "none"): Told(
        Said("không biết màn hình nào đang cắm", "it cannot be told which screen is plugged in")
    ),
    ("screen", "size"): Told(
        Said(
            "đang cắm {there}, kiosk.toml ghi {settings}", "{there} is plugged in, kiosk.toml says {settings}"
        ),
        Said(
            "Sửa width và height của [screen] rồi khởi động lại kiosk.",
            "Put width and height under [screen] right, start the kiosk again.",
        ),
    ),
    ("screen", "inches"): Told(
        Said(
            "màn hình tự báo {there} inch, kiosk.toml ghi {settings}",
            "the screen says {there} inches, kiosk.toml {settings}",
        ),
        Said(
            "Đo đường chéo bằng thước rồi sửa diagonal_inches: chữ và nút to nhỏ theo số này.",
            "Measure the diagonal and put diagonal_inches right: letters and buttons are sized by it.",
        ),
    ),
    ("touch", "true"): Told(
        Said("chạm đúng chỗ, lệch {off} mm (thử ngày {day})", "touches are right, {off} mm off (tried {day})")
    ),
    ("touch", "untried"): Told(
        Said("có màn hình cảm ứng, chưa thử lần nào", "a glass is there, never tried yet"), _CROSSES
    ),
    ("touch", "unlisted"): Told(
        Said("không đọc được danh sách thiết bị", "the list of devices cannot be read"), _CROSSES
    ),
    ("touch", "none"): Told(
        Said("không thấy màn hình cảm ứng", "no glass that feels touches"),
        Said(
            "Cắm dây USB của màn hình: hình đi một dây, cảm ứng đi dây khác.",
            "Plug the screen's USB cable in: the picture goes by one cable, touches by another.",
        ),
    ),
    ("touch", "off"): Told(
        Said("chạm lệch {off} mm (thử ngày {day})", "touches are {off} mm off (tried {day})"),
        Said(
            "Lau kính rồi `kiosk doctor --touch`; vẫn lệch thì đặt dòng mà lệnh đó in ra.",
            "Wipe the glass, `kiosk doctor --touch`; if it stays so, install the line that it prints.",
        ),
    ),
    ("touch", "turned"): Told(
        Said("cảm ứng bị xoay hoặc lật (thử ngày {day})", "touches are turned or mirrored (tried {day})"),
        Said(
            "Chạy `kiosk doctor --touch` rồi đặt dòng mà lệnh đó in ra.",
            "Run `kiosk doctor --touch` and install the line that it prints.",
        ),
    ),
}
_WARD: Final[dict[tuple[Trouble, str], Told]] = {
    ("network", "reached"): Told(Said("tới được máy chủ của phường", "the ward's desk answers")),
    ("network", "no-cable"): Told(
        Said("chưa nối mạng", "no network is joined"),
        Said(
            "Cắm dây mạng tới khi đèn sáng, hoặc nối Wi-Fi. Máy vẫn phục vụ; hồ sơ gửi sau.",
            "Plug the network cable in until its lamp shines, or join a wireless one. The kiosk serves meanwhile.",
        ),
    ),
    ("network", "name"): Told(
        Said("không tìm ra địa chỉ của phường", "nobody knows the desk's address"),
        Said(
            "Khởi động lại bộ phát mạng. Vẫn vậy thì xem url trong [desk] có gõ sai.",
            "Start the router again. If that is no help: is url under [desk] spelt right?",
        ),
    ),
    ("network", "no-way"): Told(
        Said("mạng ở đây không đi ra ngoài được", "this network leads nowhere"),
        Said(
            "Khởi động lại bộ phát mạng, rồi gọi nhà mạng.", "Start the router again, then call the provider."
        ),
    ),
    ("network", "refused"): Told(
        Said("máy chủ có đó mà chương trình chưa chạy", "the machine is there, the desk does not run"),
        _CALL_DESK,
    ),
    ("network", "silent"): Told(
        Said("máy chủ của phường không trả lời", "the ward's desk does not answer"), _CALL_DESK
    ),
    ("network", "stranger"): Told(
        Said("có cái khác trả lời thay máy chủ của phường", "something else answers in the desk's place"),
        Said(
            "Mạng này đòi đăng nhập? Nối mạng khác. Không phải vậy thì xem url trong [desk].",
            "Does this network want a log-in? Join another one. If not: url under [desk].",
        ),
    ),
    ("network", "no-keys"): Told(
        Said("máy chưa có khóa của phường", "this kiosk has no keys of the ward"), _CALL_IT
    ),
    ("network", "not-a-url"): Told(
        Said("địa chỉ máy chủ viết sai", "the desk's address is misspelt"), _REFUSED
    ),
    ("network", "not-loopback"): Told(
        Said("máy còn dùng khóa tập thử", "this kiosk is on example keys"), _CALL_IT
    ),
    ("network", "not-https"): Told(
        Said("địa chỉ máy chủ phải bắt đầu bằng https", "the desk's address must begin with https"), _REFUSED
    ),
    ("certificate", "good"): Told(Said("tin được, tới {day}", "good until {day}")),
    ("certificate", "none"): Told(Said("máy chủ nằm ngay trên máy này", "the desk is on this machine")),
    ("certificate", "not-reached"): Told(
        Said("chưa tới được máy chủ nên chưa xem được", "cannot be looked at before the desk answers")
    ),
    ("certificate", "ends"): Told(
        Said("hết hạn ngày {day}", "ends on {day}"),
        Said("Báo người coi máy chủ của phường gia hạn.", "Tell whoever keeps the desk to renew it."),
    ),
    ("certificate", "expired"): Told(
        Said("đã hết hạn", "it has ended"),
        Said(
            "Xem đồng hồ máy này trước. Đúng giờ thì gọi người coi máy chủ gia hạn.",
            "Look at this machine's clock first. If it is right, the desk's keeper has to renew it.",
        ),
    ),
    ("certificate", "not-yet"): Told(
        Said("chưa tới ngày có hiệu lực", "it does not count yet"),
        Said(
            "Thường do đồng hồ máy này chạy lùi: chỉnh giờ trước.",
            "Mostly this machine's clock is behind: set it first.",
        ),
    ),
    ("certificate", "untrusted"): Told(
        Said("không phải do nơi máy này tin cấp", "nobody whom this kiosk trusts has signed it"),
        Said(
            "Xem ca_file trong [desk] có phải tệp phường đưa. Đúng rồi mà vẫn vậy: đừng bỏ qua, gọi kỹ thuật.",
            "Is ca_file under [desk] the ward's own? If it is: do not pass over it, call for help.",
        ),
    ),
    ("certificate", "other-name"): Told(
        Said("là của máy chủ khác", "it is another machine's"),
        Said("Xem url trong [desk] có gõ sai.", "Is url under [desk] spelt right?"),
    ),
    ("certificate", "tls"): Told(
        Said("không bắt tay được với máy chủ", "no secure line to the desk"), _CALL_DESK
    ),
    ("clock", "right"): Told(Said("đúng giờ: {here}", "right: {here}")),
    ("clock", "alone"): Told(
        Said("không có gì để so: {here}", "nothing to compare it with: {here}"),
        Said(
            "So với điện thoại. Sai thì: sudo date -s '2026-12-31 08:00'",
            "Compare it with a telephone. If it is wrong: sudo date -s '2026-12-31 08:00'",
        ),
    ),
    ("clock", "apart"): Told(
        Said("máy này {here}, máy chủ {there}", "here {here}, at the desk {there}"),
        Said(
            "sudo timedatectl set-ntp true; lần nào bật máy cũng sai thì thay pin CMOS.",
            "sudo timedatectl set-ntp true; if it is wrong after each start, change the battery on the board.",
        ),
    ),
    ("clock", "back"): Told(
        Said(
            "máy này {here}, mà đã ghi việc lúc {there}", "here {here}, yet something was recorded at {there}"
        ),
        Said(
            "Chỉnh giờ; thay pin CMOS nếu tắt máy là sai.",
            "Set it; change the battery on the board if it is wrong after each start.",
        ),
    ),
    ("clock", "not-yet"): Told(
        Said("hình như chạy lùi: {here}", "seems to be behind: {here}"),
        Said("So với điện thoại rồi chỉnh giờ.", "Compare it with a telephone and set it."),
    ),
    ("roster", "good"): Told(
        Said("còn dùng tới {day}, {helpers} người", "good until {day}, {helpers} helpers")
    ),
    ("roster", "ends"): Told(Said("hết hạn ngày {day}", "ends on {day}"), _NEW_ROSTER),
    ("roster", "expired"): Told(
        Said("hết hạn từ {day}: đăng nhập phải ghi lý do", "ended on {day}: signing in needs a reason"),
        _NEW_ROSTER,
    ),
    ("roster", "dead"): Told(
        Said("hết hạn từ {day}: không ai đăng nhập được", "ended on {day}: nobody can sign in"), _NEW_ROSTER
    ),
    ("roster", "none"): Told(
        Said("chưa có: không ai đăng nhập được", "none: nobody can sign in"), _NEW_ROSTER
    ),
    ("roster", "unreadable"): Told(
        Said("không đọc được khóa hoặc danh sách", "keys or roster cannot be read"), _CALL_IT
    ),
}
TOLD: Final[dict[tuple[Trouble, str], Told]] = _DEVICES | _MACHINE | _WARD
"""By trouble and code."""
