"""The words of the page of machines: what is amiss, and what to do about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, Literal

GRADE: Final[dict[Literal["now", "soon", "well"], str]] = {
    "now": "Cần người hôm nay",
    "soon": "Nên xem",
    "well": "Tốt",
}
TROUBLE: Final = {
    "alarm": "Báo động về nhật ký",
    "never-heard": "Chưa báo về lần nào",
    "silent": "Không nghe gì đã {}",
    "refused": "{} hồ sơ gửi không được, cần người xem",
    "unsent": "Có hồ sơ chưa gửi được đã {}",
    "printer": "Máy in: {}",
    "no-roster": "Danh sách trực hết hạn hoặc chưa có",
    "roster": "Danh sách trực hết hạn ngày {}",
    "disk": "Ổ đĩa chỉ còn {} MB",
    "near-end": "Giấy in sắp hết",
    "clock": "Đồng hồ lệch {}",
    "scanner": "Không thấy máy quét",
    "sound": "Không thấy loa",
    "content": "Nội dung mới có lỗi, máy đang dùng bản cũ",
}
ACT: Final = {
    "alarm": "Mở trang Nhật ký, xem máy này, ghi lại đã xem gì.",
    "never-heard": "Tới máy, chạy lệnh: kiosk doctor. Xem mạng và địa chỉ máy chủ.",
    "silent": "Gọi người trực: máy có bật không, mạng có không. Nếu bật mà vẫn im thì tới máy chạy kiosk doctor.",
    "refused": "Tới máy chạy kiosk doctor, đọc lý do. Đừng xóa gì: hồ sơ còn nằm trong máy.",
    "unsent": "Xem mạng ở điểm đó. Hồ sơ còn nằm trong máy, có mạng là tự gửi.",
    "printer": "Gọi người trực: thay giấy, đóng nắp, xem dây, rồi in thử ở trang thiết bị.",
    "no-roster": "Xem mạng, hoặc đem tệp danh sách trực tới máy bằng USB. Chưa có thì không ai vào máy được.",
    "roster": "Xem mạng, hoặc đem tệp danh sách trực mới tới máy bằng USB trước ngày đó.",
    "disk": "Tới máy chạy kiosk doctor để xem cái gì chiếm chỗ. Đừng tự xóa tệp của máy.",
    "near-end": "Nhắc người trực để sẵn cuộn giấy mới.",
    "clock": "Tới máy chỉnh giờ, hoặc cho máy lấy giờ từ mạng.",
    "scanner": "Xem dây máy quét, cắm lại.",
    "sound": "Xem dây loa, cắm lại, rồi nghe thử ở trang thiết bị.",
    "content": "Chạy kiosk check ở máy, sửa tệp của phường theo lời báo.",
}
VERDICT: Final = {
    "few": "Chưa đủ giờ dùng để nói",
    "more": "Nhiều lỗi hơn: nên dừng bản mới",
    "less": "Ít lỗi hơn",
    "same": "Như cũ",
}
STATE: Final = {"here": "Có", "absent": "Không thấy", "not-used": "Không dùng", "": "Chưa rõ"}


def span(length: timedelta) -> str:
    """Return a length of time in words, by its largest part."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:  # noqa: PLR2004 - an hour
        return f"{minutes} phút"
    hours = minutes // 60
    return f"{hours} giờ" if hours < 48 else f"{hours // 24} ngày"  # noqa: PLR2004 - two days
