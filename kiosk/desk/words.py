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
    "team-gone": "Xóa tổ",
    "person": "Thêm người",
    "changed": "Sửa thông tin",
    "role": "Đổi vai trò",
    "revoked": "Thu hồi thẻ",
    "taken-back": "Cho trực lại",
    "shift": "Thêm ca",
    "shift-gone": "Bỏ ca",
    "badge": "Làm thẻ và mã PIN mới",
    "pin": "Làm mã PIN mới",
    "roster": "Mở khóa, ký danh sách mới",
    "roster-file": "Tải tệp danh sách",
    "account-closed": "Đóng tài khoản",
    "account-opened": "Mở lại tài khoản",
    "kiosk-code": "Cấp mã ghi danh máy",
    "kiosk-revoked": "Thu hồi máy",
}
PORTRAIT = {
    "young-man": "Nam trẻ",
    "young-woman": "Nữ trẻ, tóc cột",
    "woman-glasses": "Nữ đeo kính",
    "woman-scarf": "Nữ, khăn rằn",
    "man-cap": "Nam đội nón kết",
    "union-man": "Nam, áo Đoàn",
    "older-man": "Nam lớn tuổi",
    "older-woman": "Nữ lớn tuổi",
}
"""Pictures of helpers, by the name of the drawing."""
WEEKDAY = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
WEEKDAY_SHORT = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
EVERY_WEEK = "{day} hằng tuần"
EVERY_DAY = "Mỗi ngày"
PEOPLE_REFUSED = {
    "team-name": "Xin ghi tên tổ, không quá 120 chữ.",
    "team-exists": "Đã có tổ tên này.",
    "team-used": "Tổ này đang có người, hoặc có người đã bị thu hồi thẻ. Chưa xóa.",
    "name": "Xin ghi họ tên, không quá 120 chữ.",
    "shown-name": "Xin ghi tên người dân thấy, như Anh Tài, không quá 40 chữ.",
    "team": "Xin chọn tổ.",
    "phone": "Số điện thoại chỉ gồm số, không quá 20 chữ.",
    "portrait": "Xin chọn một hình.",
    "shift-person": "Xin chọn người còn trực.",
    "shift-point": "Xin chọn điểm có máy.",
    "shift-day": "Xin chọn ngày.",
    "shift-time": "Giờ kết thúc phải sau giờ bắt đầu.",
    "why": "Chưa thu hồi. Xin ghi lý do, không quá 200 chữ.",
    "none-marked": "Xin đánh dấu người cần làm thẻ.",
    "too-many": "Mỗi lần làm nhiều nhất {most} thẻ.",
    "shown-once": "Trang thẻ và mã PIN chỉ hiện một lần. Cần in lại thì làm thẻ mới: thẻ cũ hết dùng.",
    "no-badge": "Chưa đọc được thẻ. Xin quét lại, hoặc gõ đủ 34 số.",
    "other-badge": "Đây không phải thẻ đang dùng của người này. Xin làm thẻ mới.",
    "own-account": "Không đóng được tài khoản của chính mình.",
    "no-roster-key": "Máy chủ chưa có khóa ký danh sách (roster_sign.key), nên chưa phát được danh sách.",
}
PEOPLE_SAID = {
    "team": "Đã lưu tổ.",
    "team-gone": "Đã xóa tổ.",
    "person": "Đã lưu.",
    "revoked": "Đã thu hồi thẻ. Các máy có mạng biết trong vài phút.",
    "taken-back": "Đã cho trực lại, dùng thẻ cũ.",
    "shift": "Đã thêm ca: {shift}.",
    "shift-gone": "Đã bỏ ca: {shift}.",
    "account-closed": "Đã đóng tài khoản. Người đó không vào được nữa.",
    "account-opened": "Đã mở lại tài khoản, dùng mật khẩu cũ.",
    "overlap": "Trùng giờ với ca khác của người này: {shift}.",
    "off-day": "Phường nghỉ ngày {day}.",
    "roster": "Đã ký danh sách mới. Thẻ bị khóa mở lại khi máy nhận danh sách này.",
}
CODE_REFUSED = {
    "kiosk-id": "Tên máy gồm chữ thường, số, gạch nối, như may-1.",
    "series": "Chữ đầu số phiếu là một chữ in hoa, A đến Z.",
    "point": "Mã điểm gồm chữ, số, gạch nối, như khu-pho-46.",
    "known": "Phường đã có máy tên này. Ghi danh lại chính máy đó thì đánh dấu vào ô bên dưới.",
    "revoked": "Máy tên này đã bị thu hồi, không dùng lại tên được. Xin đặt tên khác.",
    "letter": "Chữ này máy khác đang dùng: hai máy sẽ phát trùng số phiếu.",
    "twice": "Tên máy hoặc chữ này ghi hai lần.",
    "no-roster-key": PEOPLE_REFUSED["no-roster-key"],
    "none": "Xin ghi ít nhất một máy, mỗi máy một dòng: tên máy, chữ, mã điểm.",
    "too-many": "Mỗi lần làm nhiều nhất {most} mã.",
    "shown-once": "Mã chỉ hiện một lần. Chưa kịp chép thì làm mã mới: mã cũ hết dùng.",
    "no-file": "Tệp này không phải đơn của máy, hoặc bị hỏng.",
    "refused": "Đơn này không đúng mã đã cấp, mã đã thử sai 5 lần, hoặc chưa cấp mã cho máy này.",
    "differs": "Chữ hoặc điểm trong đơn khác với mã đã cấp. Sửa ở máy rồi làm đơn lại, mã còn dùng được.",
    "over": "Mã đã dùng rồi, hết giờ, hoặc tên máy không còn trống.",
    "why": "Chưa thu hồi. Xin chọn lý do.",
}
"""Why no code was made, or a kiosk's wish was not granted."""
CODE_STATE = {
    "": "Đang chờ máy",
    "used": "Máy đã vào",
    "over": "Hết giờ",
    "missed": "Sai 5 lần, đã khóa",
    "replaced": "Đã thay mã khác",
}
WHY_REVOKED = {"lost": "Thất lạc", "stolen": "Bị lấy cắp", "retired": "Ngừng dùng", "other": "Lý do khác"}
KIOSK_REVOKED = (
    "Đã thu hồi máy {kiosk}. Hồ sơ máy đó gửi về từ giờ nằm ở mục để riêng; máy không hỏi được gì nữa."
)
NOT_YOURS = {
    "officer": ("Trang của cán bộ một cửa", "Trang này có hồ sơ của người dân: chỉ cán bộ một cửa được xem."),
    "it": ("Trang của người phụ trách máy", "Việc này do người phụ trách máy làm. Xin nhắn người đó."),
}
"""What stands on a page that somebody of the other role has asked for."""

MISSING, TO_PAY = 5, 6
WAITS_FOR_THE_WARD = frozenset({2, 4})
"""Statuses under which the promised day runs; under others something is waited for that is not the ward's."""
FINISHED = frozenset({9, 10})
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
    "gesture-relative": "gật đầu hoặc giơ tay, người nhà thấy và chạm giùm",
    "gesture-other": "gật đầu hoặc giơ tay, người khác thấy và chạm giùm",
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
    "portal": "Đã nộp trên Cổng Dịch vụ công",
    "counter": "Mang giấy đến nộp tại quầy",
}
NO_TICKET = "Chưa đọc được phiếu. Xin quét lại mã vuông, hoặc gõ đủ dãy số dưới mã."
TICKET_IN_SEARCH = (
    "Phiếu phải quét vào ô “Quét phiếu của người dân”: dãy số trên phiếu là chìa khóa của bà con."
)
TICKET_UNKNOWN = (
    "Phường chưa nhận hồ sơ của phiếu này. Có khi hồ sơ còn ở máy, chưa gửi được: xin hỏi điểm hỗ trợ."
)
COPY_SURE = "Chưa xóa. Xin đánh dấu vào ô trước khi xóa."
COPY_DELETED = "Đã xóa bản để lại."
COPY_GONE = "Bản này không còn nữa."
# what nobody touched for them needs no word
ASKED_BY = {
    "relative": "Người nhà tới điểm hỗ trợ",
    "neighbour": "Hàng xóm tới điểm hỗ trợ",
    "phone": "Gọi điện thoại tới điểm hỗ trợ",
    "helper": "Người trực khác nhờ",
}
"""Who asked for somebody who was not there."""
RELATION = {
    "self": "chính người đứng tên",
    "spouse": "vợ hoặc chồng của người đứng tên",
    "child": "con của người đứng tên",
    "parent": "cha hoặc mẹ của người đứng tên",
    "kin": "bà con của người đứng tên",
    "neighbour": "hàng xóm của người đứng tên",
    "helper": "người trực ở điểm hỗ trợ",
}
AUTHORISATION = {
    "paper": "Người trực đã xem giấy ủy quyền.",
    "phone": "Người đứng tên nói qua điện thoại.",
    "none": "Chưa có giấy ủy quyền.",
}
GIVEN_BY = {"resident": "", "helper": "người hỗ trợ ghi", "card": "đọc từ thẻ"}
LANGUAGE = {"vi": "Tiếng Việt", "en": "Tiếng Anh", "km": "Tiếng Khmer"}
MEDIA = {"image/png": "ảnh PNG", "image/jpeg": "ảnh JPEG", "application/pdf": "tệp PDF"}

REFUSED = {
    "status": "Xin chọn một trong mười trạng thái.",
    "note-needed": "Trạng thái này cần ghi chú để người dân biết phải làm gì.",
    "missing-needed": "Xin đánh dấu giấy còn thiếu, hoặc ghi chú giấy nào.",
    "amount-needed": "Xin ghi số tiền phải đóng, hoặc ghi chú.",
    "amount": "Số tiền là số đồng, không quá chín chữ số.",
    "note-long": "Ghi chú dài quá 120 chữ: màn hình ở điểm hỗ trợ không hiện hết.",
    "code-long": "Mã hồ sơ dài quá 40 chữ.",
    "changed": "Hồ sơ vừa được người khác cập nhật. Xin xem lại rồi lưu lần nữa.",
    "quarantined": "Hồ sơ đang để riêng. Xin đưa vào danh sách trước khi đổi trạng thái.",
}
LATE = "Trễ {days} ngày làm việc"
LATE_TODAY = "Quá hẹn"
IN_TIME = "Còn {days} ngày làm việc"
DUE_TODAY = "Hẹn hôm nay"
DONE_LATE = "Xong trễ {days} ngày làm việc"
DONE_IN_TIME = "Xong đúng hẹn"
"""How a dossier stands to its promised day."""
STILL_MISSING = "Còn thiếu: {papers}."
STILL_TO_PAY = "Phải đóng {amount} đồng."
SAVED = "Đã lưu."
SAVED_SAME = "Không có gì thay đổi."
RELEASED = "Đã đưa hồ sơ vào danh sách."
CODE_SHAPE = "Đã lưu. Mã hồ sơ khác dạng thường gặp (ví dụ H29.12-261121-0001): xin xem lại."
SIGN_IN_WRONG = "Tên hoặc mật khẩu chưa đúng. Xin thử lại."
SIGN_IN_WAIT = "Đã thử nhiều lần. Xin đợi {wait} rồi thử lại."


DUTY_WRONG = "Số thẻ hoặc mã PIN chưa đúng. Xin thử lại."
DUTY_LOCKED = "Thẻ này đã thử quá nhiều lần. Xin gọi người phụ trách của phường."
DUTY_NOT_IT = "Trang này dành cho người trực giúp bà con."
CALL_TOLD = {
    "nhan": "Đã báo: bà con biết mình đang tới.",
    "tre": "Đã có người nhận trước, hoặc bà con không cần nữa.",
    "tra": "Đã trả lại. Người khác sẽ thấy.",
}
"""What is told after an act on a call."""


def waited(seconds: int) -> str:
    """Return how long somebody has been waiting, as it stands on a telephone."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def duration(seconds: int) -> str:
    """Return ``seconds`` as a person says it: seconds below a minute, else whole minutes rounded up."""
    return f"{seconds} giây" if seconds < 60 else f"{-(-seconds // 60)} phút"  # noqa: PLR2004 - a minute
