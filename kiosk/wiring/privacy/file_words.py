"""What lies in a kiosk's folders, file by file. What has no words here is told as unknown, and the report fails."""

from __future__ import annotations

from typing import Final

from kiosk.texts.kept import Kept, Said

_ALWAYS: Final = Said("Luôn có ở máy.", "As long as the machine serves.")
_BY_HAND: Final = Said(
    "Không tự xóa: chỉ có ở máy chạy thử. Xóa thư mục khi thử xong.",
    "Not deleted by itself: on a trial machine alone. Delete the folder after trying.",
)

FILES: Final[dict[str, Kept]] = {
    "visit.autosave*": Kept(
        Said(
            "Lượt đang làm, khóa bằng khóa chỉ có trong bộ nhớ",
            "The visit under way, under a key that only memory has",
        ),
        Said("Để làm tiếp nếu máy treo.", "To go on if the program dies."),
        Said(
            "Tới khi lượt kết thúc; tắt máy là không mở được nữa.",
            "Until the visit ends; switched off, nobody can open it.",
        ),
    ),
    "example-ward": Kept(
        Said("Khóa và danh sách trực của phường ví dụ", "Keys and roster of the example ward"),
        Said("Để chạy thử.", "To try the program."),
        _ALWAYS,
        personal=False,
    ),
    ".retiring": Kept(
        Said("Dấu máy đang bị xóa dở", "The mark of a machine that is being wiped"),
        Said("Để lần sau xóa tiếp.", "So that wiping goes on."),
        Said("Tới khi xóa xong.", "Until all is gone."),
        personal=False,
    ),
    "*.new": Kept(
        Said("Khóa mới của máy, phường chưa trả lời", "New keys of this machine that wait for the ward's answer"),
        Said("Để máy được ghi danh.", "So that this machine is enrolled."),
        Said("Tới khi ghi danh xong.", "Until it is."),
        personal=False,
    ),
    "catalogue.*": Kept(
        Said("Danh mục thủ tục, soạn sẵn cho nhanh", "The catalogue of procedures, made ready"),
        Said("Để máy mở nhanh, và có bản cũ khi bản mới hỏng.", "To start fast, and to fall back on."),
        _ALWAYS,
        personal=False,
    ),
    "devices.*": Kept(
        Said("Máy in đã dò được làm được gì", "What the printer was found to be able to do"),
        Said("Để in đúng mà không dò lại.", "To print right without asking again."),
        _ALWAYS,
        personal=False,
    ),
    "touch.*": Kept(
        Said("Kết quả thử cảm ứng", "What a trial of the glass that feels touches has found"),
        Said("Để biết chạm có đúng chỗ.", "To know whether touches are where they ought to be."),
        Said("Tới lần thử sau.", "Until the next trial."),
        personal=False,
    ),
    "kiosk.lock": Kept(
        Said("Dấu máy đang chạy", "The mark that a kiosk runs in this folder"),
        Said("Để không mở hai lần một lúc.", "So that no second one starts in it."),
        _ALWAYS,
        personal=False,
    ),
    "outing.json*": Kept(
        Said("Ngày máy đi với đội lưu động", "The day on which this machine is out with a team"),
        Said("Để số phiếu và tên trên phiếu là của đội.", "So that numbers and names on paper are the team's."),
        Said("Tới khi kết thúc ngày đi (`kiosk event end`).", "Until the day out is ended (`kiosk event end`)."),
        personal=False,
    ),
    "cache": Kept(
        Said("Hình, chữ, tiếng của chính máy, làm sẵn", "The program's own pictures, letters and voice, made ready"),
        Said("Để hiện nhanh.", "To show them fast."),
        _ALWAYS,
        personal=False,
    ),
    "panel": Kept(
        Said("Hình màn hình thử, với câu trả lời bịa", "Pictures of trial screens with made-up answers"),
        Said("Để người làm phần mềm coi lại.", "To be looked at by whoever makes the program."),
        _BY_HAND,
        personal=False,
    ),
    "video": Kept(
        Said("Phim bịa của lượt máy tự chạy thử", "A made-up film of a visit that the program played itself"),
        Said("Để thử máy.", "To try the machine."),
        _BY_HAND,
        personal=False,
    ),
    "tour": Kept(
        Said("Các lượt máy tự chạy thử, với người bịa", "Visits that the program played itself, of made-up people"),
        Said("Để thử máy.", "To try the machine."),
        _BY_HAND,
        personal=False,
    ),
}  # fmt: skip
"""By the name in the state folder, "*" for any ending."""

KEYS: Final[dict[str, Kept]] = {
    "roster.bin*": Kept(
        Said(
            "Danh sách trực: tên, hình vẽ, mã PIN đã băm của người trực",
            "The roster: helpers' names, drawn portraits, hashed PINs",
        ),
        Said("Để người trực vào máy.", "So that helpers can sign in."),
        Said("Tới khi phường phát danh sách mới.", "Until the ward sends a newer one."),
    ),
    "*.key": Kept(
        Said("Khóa của máy và khóa công khai của phường", "The machine's key and the ward's public ones"),
        Said("Để niêm phong và ký.", "To seal and to sign."),
        _ALWAYS,
        personal=False,
    ),
    "roster.floor*": Kept(
        Said("Số bản của danh sách trực, thêm một nơi", "The version of the roster, in a second place"),
        Said("Để không nhận danh sách cũ.", "So that no old one is taken."),
        _ALWAYS,
        personal=False,
    ),
    "TRIAL": Kept(
        Said("Dấu khóa ví dụ", "The mark of example keys"),
        Said("Để máy hiện chữ BẢN THỬ.", "So that the machine says TRIAL."),
        _ALWAYS,
        personal=False,
    ),
}
"""By the name in the folder of keys."""

TICKETS: Final = Kept(
    Said("Hình phiếu in thử", "Pictures of tickets, printed on trial"),
    Said(
        "Để coi phiếu khi không có máy in. Ai có hình phiếu là mở được như có phiếu.",
        "To see tickets without a printer. Who has the picture has the ticket.",
    ),
    _BY_HAND,
)
GLASS: Final = Kept(
    Said("Hình giấy tờ đặt lên máy chụp thử", "Pictures of papers laid on a scanner that is tried out"),
    Said("Để thử chụp khi không có máy chụp.", "To try copying without a scanner."),
    _BY_HAND,
)
PORTAL: Final = Kept(
    Said(
        "Cổng thử: địa chỉ, tên tệp, câu vừa chép",
        "The portal on trial: address, names of files, the answer last copied",
    ),
    Said("Để thử nộp trên Cổng khi không có cửa sổ.", "To try filing on the portal without its window."),
    Said(
        "Câu vừa chép xóa sau 30 giây; phần còn lại khi đóng cửa sổ. Máy tắt ngang thì còn tới lần nộp trên Cổng sau.",
        "The answer goes after 30 seconds, the rest when the window closes; after a crash the next time.",
    ),
)
OWN_KEYS: Final = Kept(
    Said("Thư mục khóa của máy: kể riêng dưới đây", "The folder of the machine's keys: told apart below"),
    Said("Để niêm phong và ký.", "To seal and to sign."),
    _ALWAYS,
    personal=False,
)
DESK: Final = Kept(
    Said(
        "Thư mục của máy chủ: cơ sở dữ liệu, khóa, mật khẩu đầu tiên",
        "The desk's folder: its database, keys and first passwords",
    ),
    Said(
        "Để máy chủ chạy ở máy này; từng bảng kể riêng ở phần máy chủ.",
        "The desk serves on this machine; its tables are told apart below.",
    ),
    Said("Chừng nào phường còn dùng máy chủ.", "As long as the ward uses the desk."),
)
