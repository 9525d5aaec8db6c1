"""Puts what somebody has written into the form of a page that is about to be shown. Pure: a page in, a page out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

Fields = Mapping[str, Sequence[str]]
Attributes = dict[str, str | None]
UNSEEN = {"hidden", "submit", "button", "image", "reset", "file", "password"}
TICKED = {"checkbox", "radio"}


@dataclass(frozen=True)
class Change:
    begins: int
    ends: int
    words: str


@dataclass
class Form:
    key: str | None = None
    hidden: set[tuple[str, str]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)  # those that one writes in
    changes: list[Change] = field(default_factory=list)

    def likeness(self, fields: Fields) -> tuple[int, int]:
        """Of several forms with one address: the one with the same hidden values and fields."""
        same = sum(value in fields.get(name, ()) for name, value in self.hidden)
        return same, len(self.names & fields.keys())


def filled(page: str, address: str, action: str, fields: Fields) -> tuple[str, Form | None]:
    """The page at `address` with the visible fields filled in of the form that is posted to `action`, if it has one."""
    reader = _Reader(page, address, action, fields)
    for key, name, change in reader.outside:
        for each in (each for each in reader.forms if each.key == key):
            each.names.add(name)
            each.changes.append(change)
    forms = [form for form in reader.forms if form.names & fields.keys()]
    if not forms:
        return page, None
    form = max(forms, key=lambda form: form.likeness(fields))
    for change in sorted(form.changes, key=lambda change: change.begins, reverse=True):
        page = page[: change.begins] + change.words + page[change.ends :]
    return page, form


class _Reader(HTMLParser):
    def __init__(self, page: str, address: str, action: str, fields: Fields) -> None:
        super().__init__(convert_charrefs=False)
        self.address, self.action, self.fields = address, action, fields
        self.forms: list[Form] = []
        self.outside: list[tuple[str, str, Change]] = []  # choices that name a form they stand outside of
        self._form: Form | None = None
        self._details: list[Change] = []
        self._select = ""
        self._area: tuple[str, int] | None = None
        self._lines = [0]
        for line in page.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "details":
            self._details.append(self._tag("details", attributes | {"open": None}))
        if tag == "form" and (attributes.get("action") or self.address).split("?")[0] == self.action:
            self._form = Form(attributes.get("id"), changes=list(self._details))
            self.forms.append(self._form)
        if "form" in attributes and attributes.get("type") in TICKED:
            name = attributes.get("name") or ""
            self.outside.append((attributes["form"] or "", name, self._chosen(tag, attributes, "checked", name)))
        elif self._form:
            self._field(self._form, tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "details" and self._details:
            self._details.pop()
        elif tag == "textarea" and self._area and self._form:
            name, begins = self._area
            self._area = None
            self._form.changes.append(Change(begins, self._here(), "\n" + escape("\n".join(self.fields[name]))))

    def _field(self, form: Form, tag: str, attributes: Attributes) -> None:
        name = attributes.get("name") or ""
        kind = (attributes.get("type") or "text").lower() if tag == "input" else tag
        if tag == "option":
            if self._select in self.fields:
                form.changes.append(self._chosen(tag, attributes, "selected", self._select))
            return
        if tag not in ("input", "textarea", "select") or not name:
            return
        if kind in UNSEEN:
            form.hidden.add((name, attributes.get("value") or ""))
            return
        form.names.add(name)
        form.texts |= {name} - ({name} if kind in TICKED or tag == "select" else set())
        self._select = name if tag == "select" else ""
        if kind in TICKED:
            form.changes.append(self._chosen(tag, attributes, "checked", name))
        elif name in self.fields and tag == "textarea":
            self._area = name, self._here() + len(self.get_starttag_text() or "")
        elif name in self.fields and tag == "input":
            form.changes.append(self._tag(tag, attributes | {"value": self.fields[name][0]}))

    def _chosen(self, tag: str, attributes: Attributes, mark: str, name: str) -> Change:
        """Ticked or not, as it was left: a form says nothing of what is not ticked."""
        bare = {each: value for each, value in attributes.items() if each != mark}
        is_chosen = (attributes.get("value") or ("on" if tag == "input" else "")) in self.fields.get(name, ())
        return self._tag(tag, bare | ({mark: None} if is_chosen else {}))

    def _tag(self, tag: str, attributes: Attributes) -> Change:
        words = "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attributes.items()
        )
        begins = self._here()
        return Change(begins, begins + len(self.get_starttag_text() or ""), f"<{tag}{words}>")

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
