"""What stands on the pages of visits at home, in words."""

from __future__ import annotations

from typing import Final

STATE: Final = {
    "asked": "Chưa xếp lịch",
    "planned": "Đã xếp lịch",
    "missed": "Tới mà chưa làm được",
    "done": "Đã tới nhà",
    "returned": "Đã trao kết quả",
    "dropped": "Không tới nữa",
}
TONE: Final = {
    "asked": "new",
    "planned": "going",
    "missed": "look",
    "done": "done",
    "returned": "done",
    "dropped": "look",
}
"""Which of the look's tints a state wears."""
FOR_WHOM: Final = {
    "self": "Chính người xin tới nhà",
    "neighbour": "Hàng xóm xin giùm",
    "relative": "Người nhà xin giùm",
    "bereaved": "Nhà có tang",
}
RESULT_FOR: Final = "Người nộp hồ sơ xin đem kết quả tới nhà"
RESULT_FORM: Final = "Chỉ trao kết quả, hai bên ký"
ASKED_HOW: Final = {"by-phone": "Qua điện thoại", "by-counter": "Tại quầy, tại điểm hỗ trợ"}
"""How somebody has asked that a result be brought."""
WHEN: Final = {
    "morning": "Buổi sáng",
    "afternoon": "Buổi chiều",
    "weekend": "Cuối tuần",
    "any": "Lúc nào cũng được",
}
HOPED: Final = "{when}, mong {day}"
"""When it suits the people there, and the day that they hope for; nothing is promised by it."""
NEED: Final = {
    "walk": "đi lại khó",
    "see": "mắt kém",
    "hear": "tai lảng",
    "khmer": "nói tiếng Khmer",
}
FORM: Final = {
    "whole": "Đã khai xong trên máy",
    "begun": "Mới khai một phần",
    "none": "Chưa khai gì: tới nhà hỏi từ đầu",
}
BRING: Final = {
    "laptop": "Máy tính xách tay của tổ",
    "forms": "Tờ khai giấy",
    "camera": "Máy chụp giấy tờ",
    "ink": "Hộp mực lăn tay",
    "receipt": "Giấy biên nhận",
    "result": "Kết quả để trao",
}
"""What helpers take along, by the code in the column."""
STEP: Final = {
    "explained": "Giải thích thủ tục, phí và ngày trả",
    "form": "Điền hoặc xem lại tờ khai",
    "signed": "Bà con ký hoặc lăn tay tờ khai",
    "photo": "Chụp giấy tờ gốc, trả lại ngay",
}
"""What is done at any home, by the code in a report."""
RESULT: Final = "Kết quả: {title}"
STAGE: Final = {
    "papers": "Nhận giấy tờ",
    "steps": "Việc đã làm",
    "result": "Trao kết quả",
    "missed": "Chưa làm được",
}
HOW: Final = {"signed": "Bà con tự ký", "cross": "Bà con làm dấu vì không viết được"}
SEER: Final = {
    "": "không có người khác chứng kiến",
    "relative": "người nhà chứng kiến",
    "neighbour": "hàng xóm chứng kiến",
    "official": "trưởng ấp, khu phố chứng kiến",
}
ACT: Final = {
    "plan": "Xếp lịch",
    "unplan": "Bỏ lịch",
    "done": "Ghi đã tới nhà",
    "drop": "Không tới nữa",
    "again": "Đưa về chưa xếp lịch",
    "by-phone": "Bà con gọi điện xin đem kết quả tới nhà",
    "by-counter": "Bà con tới xin đem kết quả tới nhà",
    "came": "Báo về: đã tới nhà",
    "missed": "Báo về: chưa làm được",
    "handed": "Báo về: đã trao kết quả",
    "list": "Máy đã lấy danh sách niêm phong",
}
NO_HAMLET: Final = "Chưa rõ ấp, khu phố"
NO_NAME: Final = "Chưa có tên"
REFUSED: Final = {
    "none": "Xin đánh dấu nhà cần tới.",
    "who": "Xin chọn người hoặc tổ đi.",
    "day": "Xin chọn ngày từ hôm nay tới {days} ngày nữa.",
    "time": "Giờ hẹn phải như 08:30, hoặc để trống.",
    "full": "Ngày đó người này đã có đủ {most} nhà.",
    "changed": "Lịch vừa được người khác sửa, hoặc nhà này không xếp được nữa. Xin xem lại.",
    "bring": "Chưa giao được: hồ sơ chưa có kết quả, đã có lịch tới nhà, hoặc không ghi chỗ ở.",
    "how": "Xin chọn bà con xin bằng cách nào.",
    "status": "Chưa đổi được trạng thái hồ sơ. Xin mở hồ sơ xem lại.",
}
SAID: Final = {
    "plan": "Đã xếp lịch {count} nhà.",
    "unplan": "Đã bỏ lịch.",
    "done": "Đã ghi: đã tới nhà.",
    "drop": "Đã ghi: không tới nữa.",
    "again": "Đã đưa về chưa xếp lịch.",
    "bring": "Đã ghi: đem kết quả tới nhà. Xin xếp lịch.",
    "handed": "Đã chuyển hồ sơ sang “Đã trả kết quả”.",
    "no-lock": "{name} chưa nhận được danh sách trên máy: nhờ người phụ trách máy làm mã PIN mới. "
    "Từ giờ tới đó xin in phiếu ngày.",
}
