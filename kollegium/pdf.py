"""PDF/UA from a small Typst template and data: the only file that knows the engine."""

import json
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "templates" / "pdf"


def document(template: str, content: dict[str, Any]) -> bytes:
    """`content` reaches the template as JSON in `sys.inputs`: data, never markup. PDF 1.7, PDF/UA-1 (ISO 14289-1)."""
    import typst  # 80 MB of engine: only who makes a PDF pays for it

    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
