"""What no page of ours sends, but robots, old browsers and the curious do; and the forms of a page, to send them in."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "kollegium"
MANY_DIGITS = "9" * 5000
POISON = "\x00\x01\x0b\x1f\x7f\ufffe\uffff\U0001fffe\ufdd0"
IN_PLACES = [
    "0",
    "-1",
    "00012",
    str(2**31),
    str(2**63 - 1),
    str(2**63),
    str(2**64),
    MANY_DIGITS,
    "%D9%A1",  # Arabic one
    "%00",
    "1%00",
    "%EF%BF%BE",
    "%ED%A0%80",  # half a surrogate pair
    "%FF%FE",
    "..%2F..",
    "1.5",
    "None",
    "%0A",
]
IN_FIELDS = [
    "",
    "0",
    "-1",
    str(2**31),
    str(2**63),
    str(2**64),
    MANY_DIGITS,
    "١٢",
    "1e400",
    "NaN",
    "None",
    POISON,
    "2026-99-99T00:00",
    "0001-01-01",
    "9999-12-31T23:59:59+14:00",
    "0000-00-00",
    "99:99",
    "24.00",
    "00000000-0000-0000-0000-00000000000g",
    '{"a":' * 600,
    "å😀\u202e\u2028\u0085" * 60,
    "å" * 4001,
    "a@" + "b" * 300 + ".se",
    "//annan.example/\\",
    "http://[",
]
IN_HEADERS = [
    "",
    "\x00",
    "\xff\xfe",
    "å" * 50,
    MANY_DIGITS,
    "-1",
    "a=b; " * 400,
    '"\\000\\377',
    "http://[::",
    "null",
    "*",
]
HEADERS = [
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Cookie",
    "Host",
    "HX-Current-URL",
    "HX-Request",
    "HX-Target",
    "HX-Trigger",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "Origin",
    "Range",
    "Referer",
    "Sec-Fetch-Site",
    "User-Agent",
    "X-CSRFToken",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-HTTP-Method-Override",
]
BODIES = [
    (b"[" * 100_000, "application/json"),
    (b'{"person": "\\ud800"}', "application/json"),
    (b"<a/>", "text/xml"),
    (b"\x00\xff\xfe", "application/octet-stream"),
    (b"a=%ff%fe&b=%00&%00=c&=&&&", "application/x-www-form-urlencoded"),
    (b"a&" * 1001, "application/x-www-form-urlencoded"),
    (b"a=" + b"b" * 2_700_000, "application/x-www-form-urlencoded"),
    (b"person=1&person=2&person=" + b"3" * 5000, "application/x-www-form-urlencoded"),
    (b"--b\r\nnothing", "multipart/form-data; boundary=b"),
    (b"", "multipart/form-data"),
    (b"x", "multipart/form-data; boundary=\xe5"),
    (
        b'--b\r\nContent-Disposition: form-data; name="words"; filename="\x00"\r\n\r\n\xff\r\n--b--\r\n',
        "multipart/form-data; boundary=b",
    ),
    (b"x", "/;;;=="),
]


@cache
def names() -> list[str]:
    """Every name that a view, a form or a template gives to something that is sent."""
    found = {"csrfmiddlewaretoken", "next", "sida", "sok", "fore", "kind"}
    for path in ROOT.rglob("*.py"):
        words = path.read_text()
        found |= {*re.findall(r'(?:POST|GET)(?:\.get|\.getlist)?[(\[]"(\w+)"', words)}
        found |= {*re.findall(r'"(\w+)" in (?:request\.POST|posted)', words)}
        found |= {
            *re.findall(r"^    (\w+) = (?:forms\.|date_field|_email|_password|_named|Words|\w*Choice)", words, re.M)
        }
    for path in (ROOT / "templates").rglob("*.html"):
        found |= {*re.findall(r' name="([\w-]+)"', path.read_text())}
    return sorted(found)


@dataclass
class Form:
    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)  # names of fields that take any words


class Forms(HTMLParser):
    """The forms of a page that are posted, filled in as they stand there, with a word where nothing stands."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._address, self._form, self._area, self._select = address, None, "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag == "form" and said.get("method", "").lower() == "post":
            self._form = Form(said.get("action") or self._address)
            self.found.append(self._form)
        elif self._form is None or not name:
            if tag == "option" and self._form and self._select:
                self._choose(said)
        elif tag == "textarea":
            self._area = name
            self._form.fields[name] = [""]
            self._form.written.add(name)
        elif tag == "select":
            self._select = name
            self._form.fields.setdefault(name, [])
        elif tag == "input":
            self._put(name, said)
        elif tag == "button":
            self._form.fields[name] = [said.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self._form and self._area:
            self._form.fields[self._area] = [self._form.fields[self._area][0] + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._form and self._area:
            words = self._form.fields[self._area][0].strip()
            self._form.fields[self._area] = [words or "Några ord"]
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._form = None

    def _put(self, name: str, said: dict[str, str]) -> None:
        kind = said.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in said:
                self._form.fields.setdefault(name, []).append(said.get("value", "on"))
            return
        blank = {"email": "ny@ekasa.example", "date": "2026-11-26", "time": "14:30", "number": "100", "password": "fel"}
        self._form.fields[name] = [said.get("value") or blank.get(kind, "Ord" if kind != "hidden" else "")]
        if kind in ("text", "search", "email", "url"):
            self._form.written.add(name)

    def _choose(self, said: dict[str, str]) -> None:
        chosen = self._form.fields[self._select]
        if "selected" in said or (not chosen and said.get("value")):
            self._form.fields[self._select] = [said.get("value", "")]
