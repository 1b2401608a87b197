"""What lies in a kiosk's database, table by table. A test wants words for every one that there is."""

from __future__ import annotations

from typing import Final

from kiosk.texts.kept import Kept, Said

_ALWAYS: Final = Said("Luôn có ở máy.", "As long as the machine serves.")
_SIXTY: Final = Said("60 ngày, rồi máy tự xóa.", "60 days, then the machine deletes it.")
_YEAR: Final = Said("400 ngày, rồi máy tự xóa.", "400 days, then the machine deletes it.")

TABLES: Final[dict[str, Kept]] = {
    "draft": Kept(
        Said(
            "Hồ sơ làm dở, khóa bằng phiếu của bà con",
            "Unfinished visits, locked by the resident's own ticket",
        ),
        Said(
            "Để bà con quét phiếu làm tiếp. Không có phiếu thì không ai đọc được, kể cả máy này.",
            "So that the resident can go on with their ticket. Nobody can read it without, this machine neither.",
        ),
        Said(
            "Nhiều nhất 30 ngày; sớm hơn khi bà con nộp, lưu lại hoặc bấm xóa.",
            "30 days at most; sooner when they file, save anew or touch delete.",
        ),
        "expires_at",
    ),
    "copy_page": Kept(
        Said("Trang giấy tờ đã chụp, niêm phong", "Pages of copied papers, sealed"),
        Said("Để gửi kèm hồ sơ.", "To go with the dossier."),
        Said(
            "Tới khi nộp, bỏ dở, hoặc cùng lúc với hồ sơ làm dở.",
            "Until filed or left; with a saved visit as long as that.",
        ),
        "expires_at",
    ),
    "draft_errand": Kept(
        Said("Việc cần báo cho phường về hồ sơ làm dở", "What the ward is still to be told of saved visits"),
        Said(
            "Để phường giữ hoặc xóa bản khóa của hồ sơ. Không có tên.",
            "So that the ward keeps or deletes the locked copy. No name.",
        ),
        Said("Tới khi phường trả lời; nhiều nhất 30 ngày.", "Until the ward has answered; 30 days at most."),
        "expires_at",
    ),
    "outbox": Kept(
        Said(
            "Hồ sơ đã nộp, chờ gửi, niêm phong cho phường",
            "Filed dossiers that wait to be sent, sealed to the ward",
        ),
        Said(
            "Để không mất khi chưa có mạng. Máy này không mở lại được.",
            "So that nothing is lost without a network. This machine cannot open them again.",
        ),
        Said(
            "Tới khi phường ký đã nhận. Xóa ngay lúc đó.",
            "Until the ward has signed for it; deleted at that moment.",
        ),
        "queued_at",
    ),
    "filed": Kept(
        Said(
            "Dấu vết hồ sơ đã gửi: mã, số phiếu, lúc nhận",
            "That a dossier was received: id, ticket number, time",
        ),
        Said("Để trả lời khi bà con quét biên nhận.", "To answer when a receipt is scanned."),
        _YEAR,
        "received_at",
    ),
    "last_status": Kept(
        Said("Trạng thái hồ sơ biết lần cuối", "The last known status of dossiers"),
        Said(
            "Để trả lời khi mất mạng. Có thể có ghi chú của cán bộ.",
            "To answer without a network. May hold the officer's note.",
        ),
        _YEAR,
    ),
    "ticket": Kept(
        Said(
            "Số phiếu đã in, in tiếng nào và in ra sao",
            "Numbers of printed tickets, in which language, and how printing went",
        ),
        Said("Để không in trùng số. Không có tên.", "So that no number comes twice. No name."),
        _SIXTY,
        "issued_at",
    ),
    "series": Kept(
        Said("Số phiếu cuối cùng trong ngày", "The day's last number"),
        Said("Để đánh số tiếp.", "To number on."),
        _ALWAYS,
        personal=False,
    ),
    "birth_year_miss": Kept(
        Said("Số lần nhập sai năm sanh của phiếu", "How often a ticket's birth year was missed"),
        Said("Để chặn người dò phiếu nhặt được.", "To stop guessing with a ticket that was found."),
        _SIXTY,
        "seen_at",
    ),
    "waiting": Kept(
        Said("Hàng chờ: số và giờ lấy số", "The line: numbers and when they were taken"),
        Said("Để gọi theo thứ tự. Không có tên.", "To call in order. No name."),
        Said("Hết ngày.", "Until the day is over."),
        "day",
    ),
    "waiting_day": Kept(
        Said("Nhịp gọi số trong ngày", "The day's rhythm of calling"),
        Said("Để gọi theo thứ tự.", "To call in order."),
        Said("Hết ngày.", "Until the day is over."),
        personal=False,
    ),
    "day_note": Kept(
        Said("Việc người trực đã làm trong ngày, theo mã", "What helpers have seen to in the day, by id"),
        Said("Để bảng trực không nhắc lại.", "So that the board does not ask twice."),
        _SIXTY,
        "at",
    ),
    "audit": Kept(
        Said("Nhật ký việc của người trực", "The record of what helpers did"),
        Said(
            "Để biết ai đã làm gì khi cầm máy thay bà con; không ghi nội dung hồ sơ.",
            "To show who did what while they held a resident's screen; never what was told.",
        ),
        Said("Không xóa ở máy: sổ chỉ thêm, không bớt.", "Not deleted here: it only grows."),
        "at",
    ),
    "pin_miss": Kept(
        Said("Số lần người trực nhập sai mã PIN", "How often helpers missed their PIN"),
        Said("Để khóa thẻ bị dò.", "To lock a badge that is guessed at."),
        Said("Tới khi nhập đúng hoặc được mở khóa.", "Until it is right, or freed."),
        "last_at",
    ),
    "roster_floor": Kept(
        Said("Số bản của danh sách trực", "The version of the roster"),
        Said("Để không nhận danh sách cũ.", "So that no old one is taken."),
        _ALWAYS,
        personal=False,
    ),
    "served_from": Kept(
        Said("Bản phần mềm nào đọc được kho này", "Which releases can read this file"),
        Said(
            "Để quay lại bản cũ khi bản mới hỏng.", "To go back to the former release when a new one fails."
        ),
        _ALWAYS,
        personal=False,
    ),
    "rating": Kept(
        Said("Số đếm khuôn mặt bà con chấm, theo giờ", "Counts of the faces that people touched, by hour"),
        Said(
            "Để phường biết bà con hài lòng không. Không có tên, phút; ghép với việc ai có mặt giờ đó thì có thể ra.",
            "For the ward's figures. No name, no minute; joined with who was there at that hour it may name somebody.",
        ),
        Said(
            "Tới khi phường ký đã nhận; nhiều nhất 400 ngày.",
            "Until the ward has signed for it; 400 days at most.",
        ),
        "day",
    ),
    "visit_end": Kept(
        Said(
            "Số đếm lượt dùng máy: dừng ở trang nào, theo giờ", "Counts of visits: where they ended, by hour"
        ),
        Said(
            "Để biết chỗ nào khó. Không có tên, số phiếu, phút.",
            "To know what is hard. No name, no ticket, no minute.",
        ),
        Said(
            "Tới khi phường ký đã nhận; nhiều nhất 400 ngày.",
            "Until the ward has signed for it; 400 days at most.",
        ),
        "day",
    ),
    "count_batch": Kept(
        Said("Gói số đếm đang gửi", "Batches of counts on their way"),
        Said("Để không đếm hai lần.", "So that nothing is counted twice."),
        Said(
            "Tới khi phường ký đã nhận; nhiều nhất 400 ngày.",
            "Until the ward has signed for it; 400 days at most.",
        ),
        "day",
        personal=False,
    ),
    "visit_list": Kept(
        Said(
            "Danh sách đi nhà trong ngày, niêm phong cho từng người trực",
            "The day's homes to visit, sealed to each helper",
        ),
        Said(
            "Để người trực xem khi không có mạng, bằng thẻ và mã PIN của mình.",
            "For the helper alone, by badge and PIN, without a network.",
        ),
        Said("Hết ngày đi nhà đó, máy tự xóa.", "Until the day of the visits is over; then deleted."),
        "day",
    ),
    "visit_report": Kept(
        Said("Việc đã làm ở nhà bà con, niêm phong cho phường", "What was done at homes, sealed to the ward"),
        Said("Để gửi về khi có mạng.", "To be sent when there is a network."),
        Said("Tới khi phường nhận.", "Until the ward has it."),
        "day",
    ),
    "visit_told": Kept(
        Said("Dấu vết việc ở nhà đã gửi, theo mã", "That a report of a home was sent, by id"),
        Said("Để danh sách hiện đúng sau khi gửi.", "So that the list shows it after sending."),
        Said(
            "7 ngày; lâu hơn khi phường chưa nhận được việc đã làm.",
            "7 days; longer while the ward does not have the report.",
        ),
        "day",
    ),
}
