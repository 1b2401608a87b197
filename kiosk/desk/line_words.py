"""What stands on the page of the record, in words: acts, why, and what is wrong with a chain."""

from __future__ import annotations

import re
from typing import Final

from kiosk.desk import words

ACT: Final = {
    "signed-in": "Vào máy",
    "sign-in-refused": "Không vào máy được",
    "signed-out": "Ra khỏi máy",
    "badge-out": "Quét thẻ để ra",
    "override": "Trực ngoài ca, có nêu lý do",
    "unlocked": "Mở khóa thẻ cho người khác",
    "board-opened": "Mở bảng gọi số",
    "take-over-agreed": "Người dân chịu cho làm giúp",
    "take-over-refused": "Không được làm giúp",
    "lease-granted": "Bắt đầu làm giúp",
    "released": "Thôi làm giúp",
    "lease-ended": "Hết lượt làm giúp, máy tự khóa",
    "handed-back": "Trả máy lại cho người dân",
    "asked-to-confirm": "Đưa người dân xem lại để xác nhận",
    "confirmed": "Người dân xác nhận",
    "not-confirmed": "Người dân chưa xác nhận",
    "consent-given": "Người dân đồng ý",
    "consent-refused": "Người dân không đồng ý",
    "consent-withdrawn": "Người dân rút lại đồng ý",
    "gesture-seen": "Người dân ra dấu, có người thấy",
    "hidden": "Che màn hình",
    "uncovered": "Mở lại màn hình",
    "answer-revealed": "Mở xem một câu",
    "answer-changed": "Sửa hoặc điền một câu",
    "paper-marked": "Ghi có hay chưa có giấy tờ",
    "doubt-settled": "Xem lại và giữ một câu",
    "note-written": "Ghi chú cho cán bộ",
    "copy-kept": "Giữ bản chụp giấy tờ",
    "draft-forgotten": "Xóa bản lưu theo ý người dân",
    "home-visit-asked": "Xin cán bộ tới nhà",
    "filing-chosen": "Chọn cách nộp",
    "portal-chosen": "Nộp trên Cổng Dịch vụ công",
    "portal-filed": "Đã nộp trên Cổng Dịch vụ công",
    "portal-left": "Thôi nộp trên Cổng",
    "counter-chosen": "Tự nộp giấy ở quầy",
    "not-kept": "Máy chưa giữ được",
    "help-called": "Kêu người giúp",
    "help-stopped": "Thôi kêu người giúp",
    "walked-away": "Người dân rời máy",
    "finished-at-idle": "Xong, máy tự đóng",
    "reading-cut-off": "Bấm trước khi máy đọc hết",
    "devices-opened": "Mở trang thiết bị",
    "printer-tried": "In thử",
    "day-slip-asked": "In phiếu cuối ngày",
    "absent-opened": "Mở hồ sơ cho người vắng mặt",
    "absent-taken-on": "Làm tiếp cho người vắng mặt",
    "absent-left": "Thôi làm cho người vắng mặt",
    "round-asked": "Xin mở danh sách đi nhà",
    "round-opened": "Mở danh sách đi nhà",
    "round-closed": "Đóng danh sách đi nhà",
    "home-opened": "Mở một nhà trong danh sách",
    "custody-refused": "Người dân không ký giao nhận",
    "custody-signed": "Hai bên ký giao nhận",
    "home-report-kept": "Ghi việc đã làm tại nhà",
    "dossier-sent-again": "Gửi lại hồ sơ",
    "officer-told": "Đã báo cán bộ về hồ sơ",
    "outing-begun": "Máy đi với đội lưu động",
    "outing-ended": "Máy về lại văn phòng",
}
"""By the code in the chain; one that is not here stands as its code."""

_WHY: Final = {
    "off-shift": "ngoài ca",
    "expired-roster": "danh sách đã hết hạn",
    "on-duty": "đang trực sẵn",
    "standing-in": "trực thay",
    "extra-day": "thêm ngày trực",
    "urgent": "việc gấp",
    "wrong-pin": "sai mã PIN",
    "wait": "phải đợi vì sai nhiều lần",
    "locked": "thẻ bị khóa",
    "revoked": "thẻ đã thu hồi",
    "unknown-badge": "thẻ lạ",
    "roster-expired": "danh sách hết hạn quá lâu",
    "cannot-record": "máy không ghi được nhật ký",
    "helper-is-here": "đang có người khác giúp",
    "no-override": "không nêu lý do",
    "it": "người phụ trách máy không làm hồ sơ",
    "button": "bấm nút",
    "badge": "quét thẻ",
    "pin": "thẻ và mã PIN",
    "shift-end": "hết ca",
    "idle": "lâu không làm gì",
    "withdrawn": "người dân muốn tự làm",
    "handed-back": "trả máy",
    "filed": "đã nộp",
    "ended": "hết lượt",
    "face": "màn hình đứng yên, không chạy nữa",
    "roster": "không còn trong danh sách trực",
    "role": "không còn được làm giúp",
    "lost": "không rõ ai đang giúp",
    "alone": "có người muốn dùng máy",
    "signed-out": "ra khỏi máy",
    "handover": "cho làm giúp",
    "consent": "cho dùng thông tin",
    "copy-consent": "cho giữ bản chụp",
    "confirm": "xác nhận hồ sơ",
    "relative": "người nhà",
    "neighbour": "hàng xóm",
    "other": "người khác",
    "helper": "người hỗ trợ khác",
    "phone": "gọi điện",
    "self": "chính người đó",
    "spouse": "vợ hoặc chồng",
    "child": "con",
    "parent": "cha hoặc mẹ",
    "kin": "bà con",
    "paper": "có giấy ủy quyền",
    "none": "chưa có ủy quyền",
    "desk": "gửi tới phường",
    "portal": "nộp trên Cổng",
    "coded": "có mã",
    "uncoded": "chưa có mã",
    "counter": "đem giấy tới quầy",
    "disk-full": "bộ nhớ đầy",
    "store-broken": "bộ nhớ hỏng",
    "papers": "giấy tờ",
    "steps": "việc đã làm",
    "result": "kết quả",
    "missed": "chưa làm được",
    "cross": "làm dấu vì không viết được",
    "official": "trưởng ấp, khu phố",
}
ALARM: Final = {
    "shorter": (
        "Nhật ký bị cắt bớt",
        "Máy có ít dòng hơn số dòng phường đã nhận. Có thể ổ đĩa đã thay, hoặc ai đó đã xóa.",
    ),
    "rewritten": (
        "Nhật ký bị viết lại",
        "Dòng mới không nối với dòng phường đã nhận. Có thể máy chạy lại từ bản cũ, hoặc ai đó đã sửa.",
    ),
    "damaged": (
        "Nhật ký gửi về không nguyên vẹn",
        "Có dòng bị sửa, bị bỏ hoặc đổi chỗ trước khi gửi về.",
    ),
    "edited": (
        "Nhật ký ở máy đã bị sửa",
        "Những dòng phường đã nhận nay không còn như vậy ở máy. Bản phường giữ vẫn còn nguyên.",
    ),
    "replayed": (
        "Một tin báo gửi về hai lần",
        "Ai đó có thể đã chép tin của máy rồi gửi lại. Tin lặp lại không được tính.",
    ),
    "two-machines": (
        "Hai máy dùng chung một khóa",
        "Khóa của máy này đang dùng ở hai nơi. Xin xem khóa có bị chép đi không.",
    ),
}
"""What an alarm is called, and what it may mean."""
PRINTER: Final = {
    "": "Chưa hỏi",
    "ready": "Tốt",
    "near-end": "Sắp hết giấy",
    "out-of-paper": "Hết giấy",
    "cover-open": "Nắp mở",
    "cutter": "Kẹt dao cắt",
    "hot": "Nóng quá",
    "absent": "Không thấy máy in",
    "mute": "Không trả lời",
}
_PARTS: Final = re.compile(r"[:.]")
NOTE_SHORT = "Xin ghi rõ đã xem gì, ai làm, vì sao. Ít nhất mười chữ cái."
NOTE_LONG = "Ghi chú dài quá 500 chữ."
CLOSED = "Đã ghi lại."
CLOSED_ANEW = "Đã ghi lại. Máy sẽ gửi lại nhật ký từ đầu trong ít phút."
CLOSED_BEFORE = "Việc này đã có người ghi lại rồi."


def act_said(act: str) -> str:
    """Return an act in words, or its code."""
    return ACT.get(act, act)


def detail_said(act: str, detail: str) -> str:
    """Return what stands beside an act: a purpose, a reason, the name of a question."""
    if act.startswith("consent-"):
        return words.PURPOSE.get(detail, detail)
    said = (_WHY.get(part, words.PURPOSE.get(part, part)) for part in _PARTS.split(detail) if part)
    return ", ".join(dict.fromkeys(said))
