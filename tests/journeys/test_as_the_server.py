"""The browser finds and sorts as the server does."""

import random
from collections.abc import Callable
from typing import Any

from kollegium import privacy
from kollegium.swedish import in_order
from tests import test_privacy, test_privacy_names, test_privacy_numbers
from tests.journeys.conftest import LAPTOP, Person
from tests.test_swedish import NAMES


def test_the_browser_and_the_server_point_at_the_same_words(arrive: Callable[..., Person], meeting: int) -> None:
    carin = arrive("carin", LAPTOP)
    carin.page.goto(f"/handlingsplaner/{meeting}/")
    texts = [*_samples(), "Lina och Alis grupp i 5B", "Skriv till ali, Saga eller Sommar", "Noah, Åsa och Ellens plan"]
    texts += [f"Det var {text} som stod där." for text in texts]
    found = carin.page.evaluate(
        """async (texts) => {
            const { findings, names } = await import("/static/kollegium/js/privacy.js");
            return texts.map((text) => [findings(text).map(({ kind, words }) => [kind, words]), names(text)]);
        }""",
        texts,
    )

    expected = [
        [[[each.kind, each.words] for each in privacy.findings({"": text})], privacy.names(text)] for text in texts
    ]
    assert len(texts) > 1000
    assert dict(zip(texts, found, strict=True)) == dict(zip(texts, expected, strict=True))


def test_the_browser_puts_names_in_the_servers_order(arrive: Callable[..., Person], meeting: int) -> None:
    carin = arrive("carin", LAPTOP)
    carin.page.goto("/")
    found = carin.page.evaluate(
        """async (names) => {
            const { inOrder } = await import("/static/kollegium/js/swedish.js");
            return names.sort(inOrder);
        }""",
        random.Random(28).sample(NAMES, len(NAMES)),
    )

    assert found == sorted(NAMES, key=in_order)


def _samples() -> list[str]:
    """Every text that the server's own tests are tried on."""
    texts: list[str] = []
    for module in (test_privacy, test_privacy_names, test_privacy_numbers):
        for test in vars(module).values():
            for mark in getattr(test, "pytestmark", []):
                texts += [word for case in mark.args[1] for word in _strings(case)]
    return list(dict.fromkeys(texts))


def _strings(case: Any) -> list[str]:
    return [case] if isinstance(case, str) else [word for part in case for word in _strings(part)]
