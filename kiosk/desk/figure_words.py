"""The words of the page of figures."""

from __future__ import annotations

from typing import Final

SCREEN: Final[dict[str, str]] = {
    "unattended": "Ngoài giờ trực",
    "home": "Chọn việc",
    "queue": "Lấy số",
    "taking": "Đang lấy số",
    "absent-who": "Làm giùm: cho ai",
    "absent-relation": "Làm giùm: quan hệ",
    "absent-authorisation": "Làm giùm: giấy ủy quyền",
    "absent-ways": "Làm giùm: chọn cách",
    "absent-waits": "Làm giùm: đang chờ",
    "search": "Tìm bằng chữ",
    "listen": "Nói để tìm",
    "learn": "Xem hướng dẫn",
    "guide": "Hướng dẫn từng bước",
    "apart": "Câu hỏi chọn thủ tục",
    "siblings": "Chọn thủ tục gần giống",
    "refer": "Chỉ nơi cần tới",
    "about": "Giới thiệu thủ tục",
    "show": "Xem phim",
    "papers": "Hỏi giấy tờ mang theo",
    "question": "Câu hỏi của tờ khai",
    "whose-card": "Thẻ của ai",
    "card": "Xem thông tin trên thẻ",
    "review": "Xem lại tờ khai",
    "consent": "Đồng ý dùng thông tin",
    "copy-consent": "Đồng ý chụp giấy tờ",
    "copies": "Chụp giấy tờ",
    "lay-down": "Đặt giấy lên máy",
    "copying": "Đang chụp giấy",
    "copy-seen": "Xem bản chụp",
    "more-pages": "Chụp thêm trang",
    "copies-full": "Hết chỗ cho bản chụp",
    "ways": "Chọn cách nộp",
    "save-year": "Năm sanh để giữ hồ sơ",
    "saving": "Đang giữ hồ sơ",
    "wait-helper": "Chờ người trực",
    "signing-in": "Người trực đang vào",
    "sign-in-badge": "Người trực quét thẻ",
    "sign-in-pin": "Người trực nhập mã PIN",
    "handover": "Cho người trực làm giúp",
    "witness": "Người thấy bà con gật đầu",
    "workbench": "Bàn làm việc của người trực",
    "portal-ready": "Nộp trên Cổng: trước khi mở trang",
    "portal": "Nộp trên Cổng: chép từng câu",
    "portal-code": "Nộp trên Cổng: mã hồ sơ",
    "confirm": "Xác nhận nộp",
    "sealing": "Đang niêm phong",
    "sending": "Đang gửi",
    "not-kept": "Chưa giữ được",
    "printing": "Đang in phiếu",
    "ticket-ask": "Hỏi phiếu đã ra chưa",
    "ticket-failed": "Phiếu không ra",
    "ticket-out": "Lấy phiếu",
    "leave-copy": "Để lại một bản",
    "leaving-copy": "Đang để lại một bản",
    "copy-left": "Đã để lại một bản",
    "thanks": "Cảm ơn",
    "printing-list": "Đang in danh sách",
    "rate": "Năm khuôn mặt",
    "reason": "Hỏi vì sao chưa vui",
    "recover": "Máy vừa bật lại",
    "resume": "Quét phiếu làm tiếp",
    "looking": "Đang tìm phiếu",
    "resume-year": "Năm sanh để mở hồ sơ",
    "resumed": "Hồ sơ đã mở lại",
    "forget": "Xóa hồ sơ đã giữ",
    "forgetting": "Đang xóa",
    "forgotten": "Đã xóa",
    "ticket-lost": "Mất phiếu",
    "status": "Hồ sơ tới đâu",
}
"""Pages of the kiosk on which a visit can end, by their codes."""
ANOTHER_SCREEN: Final = "Trang khác ({code})"
MINUTES: Final[dict[int, str]] = {
    0: "Dưới 2 phút",
    2: "2 đến 5 phút",
    5: "5 đến 10 phút",
    10: "10 đến 20 phút",
    20: "20 đến 40 phút",
    40: "Từ 40 phút",
}
RESULT: Final[dict[str, str]] = {
    "filed": "Đã nộp",
    "home-visit": "Xin đến tận nhà",
    "saved": "Giữ lại làm sau",
    "queue": "Lấy số chờ",
    "told": "Xem xong điều cần biết",
    "left": "Bỏ dở",
}
STARS: Final[dict[int, str]] = {
    5: "5 · Rất vui",
    4: "4 · Vui",
    3: "3 · Bình thường",
    2: "2 · Chưa vui",
    1: "1 · Buồn",
}
REASON: Final[dict[str, str]] = {
    "waited": "Chờ lâu",
    "hard": "Khó hiểu",
    "machine": "Máy trục trặc",
    "alone": "Không ai giúp",
}
NO_PROCEDURE: Final = "Chưa chọn thủ tục"
NO_TEAM: Final = "Không có ca trực"
HIDDEN: Final = "ẩn"
YEAR: Final = "12 tháng qua"
MONTH: Final = "Tháng {month}/{year}"
COLUMNS: Final = ("Lượt", "Xong việc", "Bỏ dở", "Có người giúp", "Tự làm", "Hài lòng (%)")
BY: Final[dict[str, str]] = {"diem": "Điểm hỗ trợ", "thu-tuc": "Thủ tục", "to": "Tổ trực"}
"""Breakdowns, by their names in addresses."""


def screen_said(code: str) -> str:
    """Return what a page is called; of one that a newer kiosk has, its code."""
    return SCREEN.get(code, ANOTHER_SCREEN.format(code=code))
