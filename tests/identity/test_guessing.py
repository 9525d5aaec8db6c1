"""What is easy to guess is refused in every disguise, and what is not is taken."""

import random
import string
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kollegium.identity import guessing
from kollegium.identity.guessing import estimate

LENA = ["Lena", "Lindberg", "lena.lindberg@bjorkskolan.example", "Björkskolan", "Ekåsa kommun"]
WORDS = (
    "lösenord",
    "sommar",
    "fotboll",
    "välkommen",
    "hemligt",
    "kollegium",
    "björkskolan",
    "lindberg",
    "ekåsa",
    "password",
)
DISGUISES = {
    "a year": lambda word: f"{word}2026",
    "figures in order": lambda word: f"{word}123456",
    "a mark": lambda word: f"{word.title()}2026!",
    "itself": lambda word: word * 3,
    "itself around a year": lambda word: f"{word}2026{word}",
    "backwards": lambda word: f"{word[::-1]}2026",
    "without dots": lambda word: f"{guessing.folded(word)}12345678",
    "figures for letters": lambda word: f"{word.translate(str.maketrans('oiesö', '01350'))}2026",
    "capitals": lambda word: f"{word.upper()}-2026",
    "as a Mac sends it": lambda word: unicodedata.normalize("NFD", f"{word}2026{word}"),
    "letter by letter": lambda word: " ".join(f"{word}123"),
}


def easy(password: str) -> bool:
    return not estimate(password, LENA).is_enough


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("word", WORDS)
def test_a_word_that_many_choose_is_easy_however_it_is_dressed(word: str, disguise: str) -> None:
    assert easy(DISGUISES[disguise](word))


@pytest.mark.parametrize(
    "password",
    [
        "123456789012", "aaaaaaaaaaaa", "kollegium2026", "lösenord1234", "sommar2026sommar", "lenalenalena",
        "abcabcabcabc", "qwertyuiopå1", "asdfghjklöäö", "poiuytrewq12", "1q2w3e4r5t6y", "1qaz2wsx3edc", "qazwsxedcrfv",
        "zyxwvutsrqpo", "åäöåäöåäöåäö", "112233445566", "246810121416", "198506121234", "1985-06-12-1234",
        "LenaLindberg1985", "grebdnil anel", "utvecklingssamtal", "höstterminen2026", "P@ssw0rd2026", "mammapappabarn",
        "kollegialtlärande", "handlingsplan1", "iloveyou1234", "!\"#¤%&/()=?", "loesenord1234", "l0senord1234",
    ],
)  # fmt: skip
def test_these_are_easy(password: str) -> None:
    assert easy(password)


@pytest.mark.parametrize(
    "password",
    [
        "gul cykel regnar torsdag", "nio små vita hästar", "kaffe lampa moln", "grön-moped-viker-aldrig",
        "mossaklarinettspade", "x7Kq!v2mPz9r", "qhvbtzkwrmxp", "wVj4-pL9q-Zx2n", "blå tiger dansar på taket",
        "correct horse battery staple",
    ],
)  # fmt: skip
def test_and_these_are_not(password: str) -> None:
    assert not easy(password)


def test_twelve_letters_by_chance_are_taken() -> None:
    chance = random.Random(7)
    drawn = ["".join(chance.choices(string.ascii_lowercase + string.digits, k=12)) for _ in range(300)]

    assert [password for password in drawn if easy(password)] == []


def test_a_name_is_easy_for_its_owner_only() -> None:
    assert easy("torkelsson-gyllenhammar") is False
    assert not estimate("torkelsson-gyllenhammar", ["Torkelsson", "Gyllenhammar"]).is_enough


@given(st.text(max_size=40), st.text(alphabet=string.ascii_letters, min_size=1, max_size=6))
@settings(max_examples=60)
def test_saying_it_again_adds_next_to_nothing(password: str, more: str) -> None:
    once = estimate(password + more, LENA).cost

    assert estimate((password + more) * 2, LENA).cost <= once + 1.4


@pytest.mark.parametrize("part", ["a", "lösenord", "ab1", "kjhgfd9w8e7r6t", "\u0301", "ﷺ", "1 "])
def test_no_length_takes_long(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounded by what is looked at, not by a clock: the pieces that are weighed for a text without end."""
    looked_at: list[int] = []
    weigh = guessing._estimate
    monkeypatch.setattr(guessing, "_estimate", lambda said, own: looked_at.append(len(said)) or weigh(said, own))

    estimate(part * 100_000)

    assert max(looked_at) <= guessing.LONGEST
    assert len(looked_at) <= 3
