"""Which films lie in a folder and what is said in them."""

from kiosk.procedures.films import Caption, Film, Films, captions, films_in, subrip

SUBRIP = """\ufeff1\r
00:00:01,000 --> 00:00:02,500\r
<i>Dạ, mời bà con</i>\r
{\\an8}ngồi.\r
\r
2\r
00:01:00,040 --> 00:01:02,000\r
Đem theo giấy chứng sanh.\r
"""
WEBVTT = """WEBVTT

00:01.000 --> 00:02.500 align:center
Dạ, mời bà con ngồi.

NOTE nobody reads this

nonsense --> nonsense
"""


def test_captions_are_read_as_subrip_and_as_webvtt():
    said = Caption(1.0, 2.5, "Dạ, mời bà con ngồi.")
    assert captions(SUBRIP) == (said, Caption(60.04, 62.0, "Đem theo giấy chứng sanh."))
    assert captions(WEBVTT) == (said,)


def test_what_cannot_be_read_is_no_caption():
    assert captions("") == ()
    assert captions("1\n00:00:05,000 --> 00:00:04,000\nngược\n") == ()


def test_a_bracket_that_nothing_closes_takes_no_words_with_it():
    (told,) = captions("00:01.000 --> 00:02.000\n3 < 5, {ba <i>nhỏ hơn</i> năm {\\an8}nghen\n")
    assert told.text == "3 < 5, {ba nhỏ hơn năm nghen"


def test_a_time_longer_than_any_film_is_no_caption_and_harms_no_other():
    endless = f"{'9' * 5000}:00:01,000 --> {'9' * 5000}:00:02,000\nx\n\n"
    assert captions(endless + WEBVTT) == (Caption(1.0, 2.5, "Dạ, mời bà con ngồi."),)


def test_what_is_written_reads_the_same():
    told = captions(SUBRIP)
    assert captions(subrip(told)) == told


def test_a_film_is_named_by_code_and_language():
    films = films_in({"1.001193.vi.mp4": (), "2.000635.webm": (), "notes.txt": (), "vi.mp4": ()})
    assert films.of("1.001193", "vi") == Film("1.001193.vi.mp4")
    assert films.of("1.001193", "km") is None
    assert films.of("2.000635", "km") == Film("2.000635.webm")


def test_captions_lie_beside_it_under_its_name_and_for_a_film_for_all_in_each_language():
    said, khmer = (Caption(0, 1, "Chào."),), (Caption(0, 1, "សួស្តី"),)
    films = films_in({"a.mp4": (), "a.srt": said, "a.km.vtt": khmer, "b.vi.mp4": (), "b.vi.srt": said})
    assert films.of("a", "en").captions == said
    assert films.of("a", "km").captions == khmer
    assert films.of("b", "vi").captions == said


def test_of_two_files_of_one_name_the_usual_kind_is_taken():
    assert films_in({"a.vi.webm": (), "a.vi.mp4": ()}) == Films({("a", "vi"): Film("a.vi.mp4")})


def test_clips_in_sign_language_are_named_by_what_they_tell():
    films = films_in({"signs/child_name.mp4": (), "signs/1.001193.child_name.webm": (), "other/a.mp4": ()})
    assert films.signing(("1.001193.child_name", "child_name")) == Film("signs/1.001193.child_name.webm")
    assert films.signing(("2.000635.child_name", "child_name")) == Film("signs/child_name.mp4")
    assert films.signing(("home",)) is None
    assert films.of("a", "vi") is None
