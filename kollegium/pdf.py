"""PDF/UA from a small Typst template and data: the only file that knows the engine."""

import json
import re
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "templates" / "pdf"
NO_GLYPH = re.compile(r'the text `"(?:\\u\{(?P<code>[0-9a-f]+)\}|(?P<letter>.))')
UNSHOWN = "□"
# From here on: East Asian scripts and emoji, of which the engine's own fonts hold next to nothing.
FAR_AWAY = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\U00010000-\U0010ffff]")


def document(template: str, content: dict[str, Any]) -> bytes:
    """`content` reaches the template as JSON in `sys.inputs`: data, never markup. PDF 1.7, PDF/UA-1 (ISO 14289-1).

    PDF/UA refuses a letter without a glyph; it becomes □, and the template is told by `unshown`.
    """
    import typst  # 80 MB of engine: only who makes a PDF pays for it

    words = json.dumps(content, ensure_ascii=False)
    while True:
        try:
            return typst.compile(
                str(TEMPLATES / f"{template}.typ"),
                sys_inputs={"content": words, "unshown": str(UNSHOWN in words)},
                pdf_standards=["ua-1"],
                ignore_system_fonts=True,
            )
        except typst.TypstError as error:
            can_be_shown = _without_refused(words, str(error))
            if can_be_shown == words:
                raise
            words = can_be_shown


def _without_refused(words: str, error: str) -> str:
    """Each time at least one letter fewer, so it comes to an end."""
    refused = NO_GLYPH.search(error)
    if refused is None:
        return words
    letter = chr(int(refused["code"], 16)) if refused["code"] else refused["letter"]
    if FAR_AWAY.match(letter):
        words = FAR_AWAY.sub(UNSHOWN, words)
    return words if letter in (UNSHOWN, "\\") else words.replace(letter, UNSHOWN)
