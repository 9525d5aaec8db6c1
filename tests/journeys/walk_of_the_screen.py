"""A walk through all that the big screen can show."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.world import Installation, post, wait_until

HERE = ("anna", "bo", "carin", "ester", "farid", "karim", "lena", "mirja", "oskar", "petra")

# What a shell of the installation needs first, and what it says about this meeting.
WORLD = """
from datetime import timedelta
from django.utils import timezone
from kollegium.models import ActionPlan, Material, Meeting, Membership, Protocol, ProtocolUpdate, User
from kollegium.plans import actions as plans
from kollegium.plans.models import SHAREABLE
from kollegium.protocols import actions as protocols
from kollegium.protocols import check, notes
from kollegium.plans.drafts import plan_at
from pycrdt import Text
meeting = Meeting.objects.get(pk={meeting})
before = meeting.group.meetings.filter(starts_at__lt=meeting.starts_at).order_by("-starts_at").first()
person = {{user.email.split("@")[0]: user for user in User.objects.all()}}
FIELDS = ["effort", "change", "problems", "helper", "less", "tried", "learnt"]
LONG = "Återkopplingsmöjligheterna i undervisningssituationen prövades varje vecka, och eleverna svarade. "
def shows(who, fields, words):
    for at in (before, meeting):
        names = [n for n in fields if (n in ("tried", "learnt")) == (at == meeting)]
        plan = plans.write(plan_at(at, person[who]), fields=dict.fromkeys(names, words) or {{"pupils": "x"}})
        plans.hide(plan, SHAREABLE)
        plans.show(plan, names)
def writes(words):
    protocol = Protocol.objects.get(meeting=meeting)
    doc = notes.load(protocol.pk)
    for key, said in words.items():
        text = doc.get(key, type=Text)
        text.clear()
        text.insert(0, said)
    ProtocolUpdate.objects.create(protocol=protocol, update=doc.get_update())
"""
MUCH = """
Membership.objects.create(group=meeting.group, user=person["petra"], starts_on=timezone.localdate())
shows("anna", [], "")
shows("bo", ["effort"], "Låta eleverna rita sin förklaring innan de skriver den.")
shows("carin", ["effort", "tried"], "Väntat in svaren i helklassundervisningssituationer och skrivit upp dem.")
shows("ester", FIELDS, "Fler elever frågar varandra innan de frågar mig.")
shows("farid", ["effort"], (LONG * 50)[:4000])
shows("karim", FIELDS, (LONG * 25)[:2000])
for who, name in {"mirja": "Anna-Christina", "oskar": "Konstantinos", "petra": "Maria-Magdalena"}.items():
    User.objects.filter(pk=person[who].pk).update(given_name=name)
short = (meeting.question, meeting.purpose)
meeting.question, meeting.purpose = (LONG * 6)[:500], (LONG * 12)[:1000]
meeting.save(update_fields=["question", "purpose"])
meeting.steps.filter(kind="research").update(format="")
for number in range(3):
    said = {"title": (LONG * 3)[:200], "source": (LONG * 3)[:200], "try_it": (LONG * 7)[:600]}
    kind = Material.Kind.choices[number][0]
    meeting.materials.add(Material.objects.create(organisation=meeting.group.organisation, kind=kind, **said))
print(*short, sep="|")
"""
AS_USUAL = """
meeting.question, meeting.purpose = {short!r}.split("|")
meeting.save(update_fields=["question", "purpose"])
writes({{"question": meeting.question, "purpose": meeting.purpose}})
"""
IN_PARTS = """
meeting.steps.filter(kind="learnings").update(format="reflekterande-team")
meeting.steps.filter(kind="research").update(format="epa")
meeting.materials.remove(*meeting.materials.filter(title__startswith=LONG[:20]))
"""
HOURS_AGO = """
meeting.live.step_started_at -= timedelta(minutes=142)
meeting.live.round["began_at"] = (timezone.now() - timedelta(minutes=12)).isoformat()
meeting.live.save()
"""
WRITTEN = """
usual = (
    "Tre av oss har låtit eleverna rita sin förklaring innan de skrev. Fler vågade börja, och frågorna blev fler. "
    "De som brukar vänta på hjälp frågade en kamrat först."
)
writes(dict.fromkeys(["talked", "reflections", "learnings"], usual * {times}) | {{"next": usual}})
"""
FINISHED = """
protocol = Protocol.objects.get(meeting=meeting)
token = check.look(meeting, notes.text(protocol.pk)).token
protocols.send_now(protocols.finalise(protocol, by=person["farid"], seen=token))
"""


class Walk:
    """A meeting led from outside, while `page` shows the wall."""

    def __init__(self, page: Page, installation: Installation, meeting: int) -> None:
        self.page, self.installation, self.meeting = page, installation, meeting
        self.here: list[str] = []
        self.title, self.talker = page.locator("h1:visible"), page.locator("[data-talker]")
        self.words = page.locator(".screen__said")

    def whole(self) -> Iterator[str]:
        yield from self.beginning()
        yield from self.the_round()
        yield from self.other_steps()
        yield from self.afterwards()

    def beginning(self) -> Iterator[str]:
        expect(self.title).to_have_text("Välkommen till lärträffen")
        yield "waiting"
        short = self.world(MUCH)
        self.page.reload()
        expect(self.title).to_have_text("Välkommen till lärträffen")
        yield "long: waiting"
        self.press("start")
        expect(self.title).to_have_text("Introduktion och mötesordning")
        yield "long: introduction"
        self.world(AS_USUAL.format(short=short))
        self.page.reload()
        expect(self.title).to_have_text("Introduktion och mötesordning")
        yield "introduction"

    def the_round(self) -> Iterator[str]:
        self.come(2)
        self.step(2)
        expect(self.talker).to_contain_text("Anna talar")
        yield "two in the round, nothing shown"
        self.come(6)
        self.next_speaker("anna", shown=1)
        yield "six in the round, one field shown"
        self.come(10)
        self.next_speaker("bo", shown=2)
        yield "ten in the round, two fields shown"
        self.next_speaker("carin", shown=7)
        yield "seven fields shown"
        self.next_speaker("ester", shown=1)
        yield "long: one field of 4,000 letters"
        self.next_speaker("farid", shown=7)
        yield "long: seven fields of 2,000 letters"
        self.next_speaker("karim", shown=1)
        self.press("paus")
        expect(self.page.locator("[data-timer-words]")).to_contain_text("Pausad")
        yield "paused"
        self.world(HOURS_AGO)
        self.press("fortsattning")
        expect(self.page.locator(".clock")).to_contain_text("+")
        expect(self.page.locator(".screen__line")).to_contain_text("min över")
        yield "hours over time"

    def other_steps(self) -> Iterator[str]:
        self.step(3)
        expect(self.page.locator(".wonder__text:visible")).to_have_count(1)
        yield "a wonder card"
        self.step(4)
        yield "long: material"
        self.step(5)
        yield "plans"
        self.step(6)
        yield "closing"
        self.world(IN_PARTS)
        for _ in range(3):
            self.press("steg/tillbaka")
        self.page.reload()
        expect(self.page.locator(".parts__part:visible")).to_have_count(5)
        self.press("del")
        expect(self.page.locator('.parts__part[aria-current="step"]')).to_contain_text("Klargörande frågor")
        yield "five parts, a wonder card and ten in the round"
        self.step(4)
        self.press("del")
        expect(self.page.locator("[data-other-pairs]:visible")).to_contain_text("och")
        yield "five pairs"
        self.step(5)
        self.step(6)
        for _ in range(3):
            self.press("spegel/question", "karim")
        self.press("spegel/visning", "karim")
        expect(self.page.locator(".mirror__bars:visible")).to_have_count(1)
        yield "the mirror"
        self.press("spegel/ord", "karim", words="Återberättandet tog plats, och frågorna kom när vi väntade. " * 16)
        self.press("spegel/visning", "karim")
        expect(self.page.locator(".mirror__words:visible")).to_have_count(1)
        yield "long: the mirror with words"

    def afterwards(self) -> Iterator[str]:
        self.press("slut")
        expect(self.title).to_have_text("Läs igenom protokollet tillsammans")
        yield "ended, little is written"
        self.world(WRITTEN.format(times=2))
        expect(self.words.filter(has_text="Tre av oss")).to_have_count(4)
        yield "ended, as much as usual"
        self.world(WRITTEN.format(times=40))
        reading = self.page.locator(".screen__reading[data-cut]")
        expect(reading).to_have_count(1)
        yield "long: ended, a very long protocol"
        reading.evaluate("(box) => box.scrollTo(0, 500)")
        self.world(WRITTEN.format(times=41))
        wait_until(lambda: self.words.nth(4).inner_text().count("Tre av oss") == 41, "the wall shows what was written")
        assert reading.evaluate("(box) => box.scrollTop") == 500  # who reads does not lose the place
        self.world(WRITTEN.format(times=2) + FINISHED)
        expect(self.title).to_have_text("Tack för i dag")
        expect(self.page.get_by_role("img", name="QR-kod som öppnar protokollet")).to_be_visible()
        yield "final"

    def press(self, path: str, who: str = "anna", **sent: str) -> None:
        assert post(self.installation, who, f"/moten/{self.meeting}/{path}/", **sent) in (200, 204), path

    def world(self, code: str) -> str:
        """Runs in the installation's own shell, after WORLD; what it printed."""
        return self.installation.shell(WORLD.format(meeting=self.meeting) + code).strip()

    def come(self, number: int) -> None:
        """Until so many are here."""
        for who in HERE[len(self.here) : number]:
            self.here.append(who)
            self.press(f"narvaro/{self.installation.facts['people'][who]}", is_here="1")

    def next_speaker(self, after: str, shown: int) -> None:
        """`shown`: how many fields of a plan the one who speaks now has shown."""
        self.press("tur", after=str(self.installation.facts["people"][after]))
        expect(self.talker).to_contain_text(f"{HERE[HERE.index(after) + 1].capitalize()} talar")
        expect(self.page.locator(".screen__promise dd")).to_have_count(shown)
        expect(self.page.locator(".round__person:not([hidden])")).to_have_count(len(self.here))

    def step(self, number: int) -> None:
        self.press("steg")
        expect(self.page.locator(f'[data-position="{number}"]')).to_have_attribute("aria-current", "step")
