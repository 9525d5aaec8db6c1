"""Text as a database, an XML file and a letter can hold it. Pure."""

import re

LINE_BREAK = re.compile("\r\n|[\r\v\f]")
# Control characters but tab and new line, lone surrogates, and the code points that Unicode keeps for no character.
UNKEEPABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def clean(words: str) -> str:
    """Nothing that anybody can see is changed. A new line is one character, as browsers count it."""
    return UNKEEPABLE.sub("", LINE_BREAK.sub("\n", words))
