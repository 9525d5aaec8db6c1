"""Two devices wrote in the same field: both keep their words. Pure: three texts in, one out."""

import re

from merge3 import Merge3

# Two ways to cut a text into tokens: the space apart, which keeps a comma in its place, or with the word before it,
# which sees that both wrote the same word twice.
TOKENS = (re.compile(r"\s+|\w+|[^\w\s]"), re.compile(r"\w+\s*|[^\w\s]\s*|\s+"))


def merged(base: str, mine: str, theirs: str) -> str:
    """`base`: the text both began from. Where both wrote at the same place, theirs stands first and mine after it."""
    if mine in (base, theirs):
        return theirs
    if theirs.strip() == base.strip():  # a form gives no spaces at the ends
        return mine
    # Both ways keep all words; the shorter has fewer of them twice.
    return min((_merged(base, mine, theirs, token) for token in TOKENS), key=len)


def _merged(base: str, mine: str, theirs: str, token: re.Pattern[str]) -> str:
    parts = Merge3(token.findall(base), token.findall(theirs), token.findall(mine)).merge_groups()
    return "".join(_settled(kind, *("".join(tokens) for tokens in texts)) for kind, *texts in parts)


def _settled(kind: str, *texts: str) -> str:
    if kind != "conflict":
        return texts[0]
    _, theirs, mine = texts
    if mine in theirs:  # also when an answer was lost and the same words come once more
        return theirs
    if theirs in mine:
        return mine
    gap = "" if theirs[-1:].isspace() or mine[:1].isspace() else " "
    return f"{theirs}{gap}{mine}"
