"""Papers drawn for the tests: pages of made-up words, laid on a glass askew, out of focus, in bad light."""

import random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

MM = 25.4
A4 = (210, 297)
WORDS = (
    "Ấp Ví Dụ",
    "giấy",
    "chứng nhận",
    "Nguyễn Văn Mẫu",
    "kính gửi",
    "Trần Thị Ví Dụ",
    "ngày",
    "tháng",
    "năm",
)


def page(size_mm=A4, dpi=300, points=11, seed=1):
    """Return a written page."""
    width, height = (round(mm / MM * dpi) for mm in size_mm)
    sheet = Image.new("L", (width, height), 248)
    pen = ImageDraw.Draw(sheet)
    chance = random.Random(seed)
    letters = ImageFont.load_default(round(points / 72 * dpi))
    margin, line = round(18 / MM * dpi), round(points * 1.5 / 72 * dpi)
    for row in range(margin, height - margin - line, line):
        words = " ".join(chance.choice(WORDS) for _ in range(12))
        while pen.textlength(words, letters) > width - 2 * margin:
            words = words.rpartition(" ")[0]
        pen.text((margin, row), words, fill=35, font=letters)
    return sheet


def on_glass(sheet, degrees=0.0, glass_mm=(216, 300), dpi=300, ground=110, at=None):
    """Return the picture of a glass with this sheet on it, turned against the clock; ``at``: mm of its middle."""
    glass = Image.new("L", tuple(round(mm / MM * dpi) for mm in glass_mm), ground)
    turned = sheet.rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    covers = Image.new("L", sheet.size, 255).rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    middle = at or (glass_mm[0] / 2, glass_mm[1] / 2)
    left, top = (round(mm / MM * dpi - half / 2) for mm, half in zip(middle, turned.size, strict=True))
    glass.paste(turned, (left, top), covers)
    return glass


def blurred(picture, mm, dpi=300):
    """Return it out of focus."""
    return picture.filter(ImageFilter.GaussianBlur(mm / MM * dpi))


def dimmed(picture, part):
    """Return it with so much of its light."""
    return picture.point([round(grade * part) for grade in range(256)])


def leaning(picture):
    """Return by how many degrees lines of writing lean, measured on its own: where the first and last inks end."""
    best = (0.0, -1.0)
    small = picture.resize((picture.width // 4, picture.height // 4), Image.Resampling.BOX)
    for tenth in range(-20, 21):
        turned = small.rotate(tenth / 10, Image.Resampling.BICUBIC, fillcolor=248)
        rows = turned.convert("F").resize((1, turned.height), Image.Resampling.BOX)
        means = [rows.getpixel((0, row)) for row in range(rows.height)]
        mean = sum(means) / len(means)
        spread = sum((one - mean) ** 2 for one in means)
        if spread > best[1]:
            best = (tenth / 10, spread)
    return best[0]
