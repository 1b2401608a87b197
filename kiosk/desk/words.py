"""The official words of the staff pages, all in one place (templates hold the rest)."""

from __future__ import annotations

RECEIVED = 2
NEW = 1

STATUS: dict[int, str] = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}
STATUS_CHOICES = list(STATUS.items())

ROLE = {
    "volunteer": "Tình nguyện viên",
    "officer": "Cán bộ một cửa",
    "it": "Người phụ trách máy",
}
PEOPLE_ACT = {
    "team": "Thêm tổ",
    "team-name": "Đổi tên tổ",
    "person": "Thêm người",
    "changed": "Sửa thông tin",
    "role": "Đổi vai trò",
    "revoked": "Thu hồi thẻ",
    "taken-back": "Cho trực lại",
    "shift": "Thêm ca",
    "shift-gone": "Bỏ ca",
    "badge": "Làm thẻ và mã PIN mới",
    "pin": "Làm mã PIN mới",
    "roster": "Ký danh sách mới",
    "roster-file": "Tải tệp danh sách",
}
NOT_YOURS = {
    "officer": ("Trang của cán bộ một cửa", "Trang này có hồ sơ của người dân: chỉ cán bộ một cửa được xem."),
    "it": ("Trang của người phụ trách máy", "Việc này do người phụ trách máy làm. Xin nhắn người đó."),
}
"""What stands on a page that somebody of the other role has asked for."""

NEEDS_NOTE = frozenset({3, 5, 6, 8})
"""Statuses that the resident cannot understand without the officer's words."""
WITHOUT_DUE_DATE = frozenset({1, 3, 7, 8})
"""Statuses under which a date of result would be a false promise."""

TONE: dict[int, str] = {
    **dict.fromkeys((1,), "new"),
    **dict.fromkeys((2, 4), "going"),
    **dict.fromkeys((3, 5, 6, 7, 8), "look"),
    **dict.fromkeys((9, 10), "done"),
}
"""Which of the look's tints a status wears."""

_HANDS = {
    "touch": "chạm trên màn hình",
    "keypad": "bấm bàn phím dành cho người dân",
    "keys": "bấm bàn phím của người hỗ trợ",
}
HOW = {
    f"{hand}{by}{heard}": f"{words}{beside}{cut_off}"
    for hand, words in _HANDS.items()
    for by, beside in (("", ""), ("-helper-present", ", có người hỗ trợ bên cạnh"))
    for heard, cut_off in (("", ""), ("-silenced", ", chưa nghe máy đọc hết"))
}
"""How a consent was given, by the code in the dossier."""
PURPOSE = {
    "process": "Xử lý dữ liệu cá nhân để giải quyết hồ sơ",
    "helper-sees": "Cho người hỗ trợ xem và làm giúp",
    "file": "Nộp hồ sơ về bộ phận một cửa",
    "leave-copy": "Để lại một bản cho cán bộ phường đọc",
    "keep-copy": "Giữ bản chụp giấy tờ để gửi bộ phận một cửa",
}
CHANNEL = {
    "desk": "Gửi từ điểm hỗ trợ về bộ phận một cửa",
    "home-visit": "Xin cán bộ đến tận nhà",
    "copy": "Bản để lại, chưa nộp",
}
COPY_SURE = "Chưa xóa. Xin đánh dấu vào ô trước khi xóa."
COPY_DELETED = "Đã xóa bản để lại."
COPY_GONE = "Bản này không còn nữa."
# what nobody touched for them needs no word
GIVEN_BY = {"resident": "", "helper": "người hỗ trợ ghi", "card": "đọc từ thẻ"}
LANGUAGE = {"vi": "Tiếng Việt", "en": "Tiếng Anh", "km": "Tiếng Khmer"}
MEDIA = {"image/png": "ảnh PNG", "image/jpeg": "ảnh JPEG", "application/pdf": "tệp PDF"}

REFUSED = {
    "status": "Xin chọn một trong mười trạng thái.",
    "note-needed": "Trạng thái này cần ghi chú để người dân biết phải làm gì.",
    "note-long": "Ghi chú dài quá 500 chữ.",
    "code-long": "Mã hồ sơ dài quá 40 chữ.",
    "changed": "Hồ sơ vừa được người khác cập nhật. Xin xem lại rồi lưu lần nữa.",
    "quarantined": "Hồ sơ đang để riêng. Xin đưa vào danh sách trước khi đổi trạng thái.",
}
SAVED = "Đã lưu."
SAVED_SAME = "Không có gì thay đổi."
RELEASED = "Đã đưa hồ sơ vào danh sách."
CODE_SHAPE = "Đã lưu. Mã hồ sơ khác dạng thường gặp (ví dụ H29.12-261121-0001): xin xem lại."
SIGN_IN_WRONG = "Tên hoặc mật khẩu chưa đúng. Xin thử lại."
SIGN_IN_WAIT = "Đã thử nhiều lần. Xin đợi {wait} rồi thử lại."


def duration(seconds: int) -> str:
    """Return ``seconds`` as a person says it: seconds below a minute, else whole minutes rounded up."""
    return f"{seconds} giây" if seconds < 60 else f"{-(-seconds // 60)} phút"  # noqa: PLR2004 - a minute
