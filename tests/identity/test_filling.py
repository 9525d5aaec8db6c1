"""What was written goes into the right fields of a finished page, whatever it is, and into no other place."""

from html import unescape

import pytest

from kollegium.identity.filling import filled

PAGE = """<body>
<form method="post" action="/annan/"><input name="words" value="annat"></form>
<details class="x"><summary>Skriv</summary>
<form method="post" action="/spara/"><input type="hidden" name="key" value="1"><textarea name="words" rows="2">
gammalt &amp; &lt;b&gt;</textarea>
<input name="title" value="gammal" maxlength="5"><input type="password" name="password1" value="">
<input type="checkbox" name="day" value="mon" checked><input type="checkbox" name="day" value="tue">
<input type="radio" name="kind" value="a" checked><input type="radio" name="kind" value="b">
<select name="place"><option value="1" selected>Ett</option><option value="2">Två</option></select></form></details>
<form method="post" action="/spara/"><input type="hidden" name="key" value="2"><textarea name="words"></textarea></form>
</body>"""
WORDS = [
    "vanliga ord",
    "</textarea><script>alert(1)</script>",
    '"><img src=x>',
    "&amp; &lt; åäö 👩🏽‍🏫",
    "\nrad\n\nrad\n",
    "  ",
]


@pytest.mark.parametrize("words", WORDS)
def test_any_words_come_back_as_they_were_and_never_as_markup(words: str) -> None:
    page, form = filled(PAGE, "/sida/", "/spara/", {"key": ["1"], "words": [words], "title": [words]})

    assert form
    area = page.split('<textarea name="words" rows="2">')[1].split("</textarea>")[0]
    assert unescape(area).removeprefix("\n") == words
    title = page.split('<input name="title" value="')[1].split('"')[0]
    assert unescape(title) == words
    assert "<script" not in page
    assert "<img" not in page


def test_the_form_with_the_same_hidden_values_is_the_one_and_the_others_stay_as_they_were() -> None:
    page, _ = filled(PAGE, "/sida/", "/spara/", {"key": ["2"], "words": ["nytt"]})

    assert page == PAGE.replace('<textarea name="words"></textarea>', '<textarea name="words">\nnytt</textarea>')


def test_choices_stand_as_they_were_left_and_what_is_folded_is_opened() -> None:
    fields = {"key": ["1"], "words": ["x"], "day": ["tue"], "kind": ["b"], "place": ["2"], "password1": ["hemligt"]}

    page, _ = filled(PAGE, "/sida/", "/spara/", fields)

    assert '<details class="x" open>' in page
    assert 'value="mon">' in page
    assert 'value="tue" checked>' in page
    assert 'value="b" checked>' in page
    assert '<option value="2" selected>' in page
    assert '<option value="1">' in page
    assert "hemligt" not in page


def test_a_form_without_an_address_is_posted_to_its_own_page() -> None:
    page = '<form method="post"><input name="title" value=""></form>'

    assert 'value="nytt"' in filled(page, "/spara/", "/spara/", {"title": ["nytt"]})[0]
    assert filled(page, "/annan/", "/spara/", {"title": ["nytt"]}) == (page, None)
