"""The thread and the plan, for their owner."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups.models import Membership
from kollegium.library import default_template
from kollegium.library.models import AgendaTemplate
from kollegium.live import actions as live
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans import actions
from kollegium.plans.forms import prompted
from kollegium.plans.models import FIELDS, SHAREABLE, ActionPlan

SignIn = Callable[[str], Client]


def plan_of(demo: Demo, who: str, meeting: Meeting | None = None) -> ActionPlan:
    return ActionPlan.objects.of(demo[who]).get(meeting=meeting or demo.meeting)


def address(demo: Demo) -> str:
    return f"/handlingsplaner/{demo.meeting.pk}/"


def test_the_thread_begins_with_what_one_tries_now(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("carin").get("/").content.decode()

    last = plan_of(demo, "carin", demo.meetings["no"][-2])
    assert last.effort in page.replace("&quot;", '"')
    assert "Handlingsplan från lärträff 3" in page
    assert "Öppna rummet" in page
    assert page.count("<h1") == 1
    assert page.count("button--primary") == 1


def test_the_thread_shows_no_pupils_to_who_passes_by(demo: Demo, sign_in: SignIn) -> None:
    actions.write(demo.meetings["no"][-2], by=demo["carin"], fields={"pupils": "Fyra elever", "problems": "Tiden"})

    page = sign_in("carin").get("/").content.decode()

    assert "Fyra elever" not in page
    assert "Tiden" not in page


@pytest.mark.parametrize(("who", "words"), [("farid", "dokumentatör"), ("karim", "samtalsreflektör")])
def test_ones_turn_is_told(demo: Demo, sign_in: SignIn, who: str, words: str) -> None:
    kind = {"dokumentatör": "documentarian", "samtalsreflektör": "reflector"}[words]
    meetings.put_on_duty(demo.meeting, kind, demo[who], by=demo["anna"])

    told = f"Du är <strong>{words}</strong> den här gången."

    assert told in sign_in(who).get("/").content.decode()
    assert told not in sign_in("mirja").get("/").content.decode()


def test_a_running_lärträff_is_the_next_one(demo: Demo, sign_in: SignIn) -> None:
    live.start(demo.meeting, by=demo["anna"])

    page = sign_in("carin").get("/").content.decode()

    assert "Lärträffen pågår" in page
    assert f'href="{demo.meeting.room_url}"' in page


def test_a_lärträff_that_never_was_held_is_let_go(demo: Demo, sign_in: SignIn) -> None:
    Meeting.objects.filter(pk=demo.meeting.pk).update(starts_at=timezone.now() - timedelta(days=3))

    thread = sign_in("carin").get("/").context["thread"]

    assert thread.next is None
    assert [knot.meeting.number for knot in thread.knots] == [3, 2, 1]


def test_a_newcomer_is_told_what_to_do(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("eva").get("/").content.decode()
    assert "Du är inte med i någon lärgrupp än" in page

    Membership.objects.create(group=demo.group, user=demo["eva"], starts_on=timezone.localdate())
    thread = sign_in("eva").get("/").context["thread"]
    assert [knot.meeting for knot in thread.knots] == [demo.meeting]
    assert thread.promise is None


@pytest.mark.parametrize(
    ("who", "href", "action"),
    [
        ("inga", "/huvudman/", "Till huvudmannens inställningar"),
        ("gunilla", "/protokoll/", "Läs protokollen"),
        ("hakan", "/protokoll/", "Läs protokollen"),
        ("eva", "/protokoll/", "Läs protokoll"),
    ],
)
def test_whoever_is_in_no_group_is_shown_their_own_way_on(
    demo: Demo, sign_in: SignIn, who: str, href: str, action: str
) -> None:
    page = sign_in(who).get("/").content.decode()

    assert f'<a class="button button--primary" href="{href}">{action}</a>' in page
    assert ("Be lärledaren" in page) == (who == "eva")


def test_an_administrator_goes_on_with_the_first_steps(demo: Demo, sign_in: SignIn, settings: object) -> None:
    settings.DEMO = False
    Meeting.objects.all().delete()

    assert 'primary" href="/kom-igang/">Fortsätt komma igång</a>' in sign_in("inga").get("/").content.decode()
    assert "/kom-igang/" not in sign_in("gunilla").get("/").content.decode()


def test_a_group_without_a_lärträff_says_so(demo: Demo, sign_in: SignIn) -> None:
    Membership.objects.create(group=demo.group, user=demo["eva"], starts_on=timezone.localdate())
    demo.meeting.delete()

    assert "Här växer din tråd" in sign_in("eva").get("/").content.decode()


def test_the_thread_costs_the_same_with_one_plan_and_with_many(
    demo: Demo, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    carin, eva = sign_in("carin"), sign_in("eva")
    Membership.objects.create(group=demo.group, user=demo["eva"], starts_on=timezone.localdate())
    for browser in (carin, eva):
        with django_assert_max_num_queries(15):
            browser.get("/")


def test_who_is_not_signed_in_is_welcomed(demo: Demo, sign_in: SignIn) -> None:
    response = sign_in("anyone").get("/")

    assert (response.status_code, response.templates[0].name) == (200, "about/welcome.html")


def test_a_new_installation_begins_with_the_first_steps(db: None, client: Client, settings: object) -> None:
    settings.DEMO = False
    User.objects.all().update(is_active=False)
    assert client.get("/").status_code == 200

    for model in (ActionPlan, Meeting, Membership):
        model.objects.all().delete()
    User.objects.all().delete()
    assert client.get("/").url == "/kom-igang/"


def test_the_plan_has_the_prompts_word_for_word(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("carin").get(address(demo)).content.decode()

    for said in (
        "Förberedelser för att presentera mina insatser för gruppen",
        "Jag har sedan förra mötet provat att:",
        "Av min insats har jag lärt mig att:",
        "Planering för insatser under den kommande månaden",
        "Ange en insats som du ska fokusera på till nästa möte.",
        "Vilken förändring tänker du dig att detta skall ge?",
        "Vilken(-a) elev(-er) ska du göra detta med?",
        "Vilka problem kan ev. tänkas uppkomma och hur kan de lösas?",
        "Vem kan ev. hjälpa dig?",
        "Vad ska du göra mindre av?",
    ):
        assert said in page
    assert [name for name in FIELDS if f'name="{name}"' not in page] == []


def test_the_next_plan_begins_where_the_last_one_stopped(demo: Demo, sign_in: SignIn) -> None:
    last = plan_of(demo, "carin", demo.meetings["no"][-2])
    carin = sign_in("carin")
    assert last.effort in carin.get(address(demo)).context["form"]["tried"].value()

    carin.post(address(demo), {"effort": "Nästa insats"})

    plan = plan_of(demo, "carin")
    assert (plan.effort, plan.tried) == ("Nästa insats", last.effort)


def test_one_field_alone_is_saved_and_the_others_stay(demo: Demo, sign_in: SignIn) -> None:
    actions.write(demo.meeting, by=demo["carin"], fields={"tried": "Ett", "learnt": "Två"})

    response = sign_in("carin").post(address(demo), {"learnt": "Tre"}, headers={"HX-Request": "true"})

    plan = plan_of(demo, "carin")
    assert response.status_code == 204
    assert (plan.tried, plan.learnt) == ("Ett", "Tre")


def test_without_javascript_the_form_saves_all_and_comes_back(demo: Demo, sign_in: SignIn) -> None:
    response = sign_in("carin").post(address(demo), {name: f"{name} åäö" for name in FIELDS}, follow=True)

    assert response.redirect_chain == [(address(demo), 302)]
    assert "Planen är sparad." in response.content.decode()
    assert [getattr(plan_of(demo, "carin"), name) for name in FIELDS] == [f"{name} åäö" for name in FIELDS]


def test_a_field_can_be_emptied(demo: Demo, sign_in: SignIn) -> None:
    actions.write(demo.meeting, by=demo["carin"], fields={"tried": "Ett"})

    sign_in("carin").post(address(demo), {"tried": ""})

    assert plan_of(demo, "carin").tried == ""


def test_what_no_screen_can_show_is_left_out(demo: Demo, sign_in: SignIn) -> None:
    sign_in("carin").post(address(demo), {"tried": "Rad\x00 ett\x08\r\nrad\ttvå\x1b 😀"})

    assert plan_of(demo, "carin").tried == "Rad ett\nrad\ttvå 😀"


@pytest.mark.parametrize(("field", "most"), [("effort", 200), ("tried", 4000)])
def test_too_long_is_explained_and_the_rest_is_saved(demo: Demo, sign_in: SignIn, field: str, most: int) -> None:
    carin, prompt = sign_in("carin"), demo.meeting.template.prompts["texts"][field]["text"]
    posted = {field: "x" * (most + 1), "learnt": "Sparas ändå"}

    page = carin.post(address(demo), posted)
    typed = carin.post(address(demo), posted, headers={"HX-Request": "true"})

    assert (page.status_code, typed.status_code) == (422, 422)
    assert "x" * (most + 1) in page.content.decode()
    assert typed["content-type"] == "text/plain; charset=utf-8"
    assert typed.content.decode().startswith(f"{prompt} Texten får ha högst {most} tecken, men har {most + 1}.")
    assert getattr(plan_of(demo, "carin"), field) != posted[field]
    assert plan_of(demo, "carin").learnt == "Sparas ändå"


def test_new_lines_count_as_the_browser_counts_them(demo: Demo, sign_in: SignIn) -> None:
    words = "\r\n".join("x" for _ in range(100))  # 199 to the browser, 298 on the wire

    assert sign_in("carin").post(address(demo), {"effort": words}).status_code == 302


def test_a_plan_keeps_the_prompts_it_was_written_to(demo: Demo, sign_in: SignIn) -> None:
    old, new = "Ange en insats som du ska fokusera på till nästa möte.", "Vilken enda sak provar du?"
    template = AgendaTemplate.objects.get(pk=demo.meeting.template_id)
    template.pk, template.version, template.prompts = None, template.version + 1, deepcopy(template.prompts)
    template.prompts["texts"]["effort"]["text"] = new
    template.save()
    Meeting.objects.filter(pk=demo.meeting.pk).update(template=template)
    carin = sign_in("carin")

    before, now = (carin.get(f"/handlingsplaner/{meeting.pk}/") for meeting in demo.meetings["no"][-2:])

    assert [old in page.content.decode() for page in (before, now)] == [True, False]
    assert [new in page.content.decode() for page in (before, now)] == [False, True]


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({"effort": "Rita först"}, True),
        ({"effort": "Rita först", "less": "Genomgångar"}, False),
        ({"effort": "Rita först", "nothing_less": True}, False),
        ({"effort": ""}, False),
    ],
)
def test_what_one_does_less_of_is_chosen_and_not_skipped(
    demo: Demo, sign_in: SignIn, fields: dict[str, str | bool], is_open: bool
) -> None:
    actions.write(demo.meeting, by=demo["carin"], fields=fields)  # saved, whatever is left open

    page = sign_in("carin").get(address(demo)).content.decode()
    knot = sign_in("carin").get("/").context["thread"].ahead

    assert ("data-less-open hidden" not in page) == is_open
    assert ("Inte valt än." in [words for _, words in knot.planning]) == is_open
    assert ("Inget just nu." in [words for _, words in knot.planning]) == ("nothing_less" in fields)


def test_what_is_pasted_is_not_cut_by_the_browser_at_what_is_kept(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("carin").get(address(demo)).content.decode()

    assert page.count('maxlength="20000"') == len(FIELDS)
    assert page.count("maxlength") == len(FIELDS)


def test_a_megabyte_in_every_field_is_answered_and_what_was_there_stays(demo: Demo, sign_in: SignIn) -> None:
    actions.write(demo.meeting, by=demo["carin"], fields={"tried": "Kvar", "effort": "Kvar"})
    carin, huge = sign_in("carin"), "ö" * 500_000

    two = carin.post(address(demo), {"tried": huge, "effort": huge}, headers={"HX-Request": "true"})
    all_of_them = carin.post(address(demo), dict.fromkeys(FIELDS, huge), headers={"HX-Request": "true"})

    assert (two.status_code, all_of_them.status_code) == (422, 400)
    assert "Korta texten." in two.content.decode()
    assert (plan_of(demo, "carin").tried, plan_of(demo, "carin").effort) == ("Kvar", "Kvar")


@pytest.mark.parametrize("sent", [b"%ED%A0%80", b"%FF%FE", b"%00", b"%E2%80%AE", b"%F0%9F%98%80"])
def test_half_a_letter_or_a_turned_line_breaks_nothing(demo: Demo, sign_in: SignIn, sent: bytes) -> None:
    carin = sign_in("carin")

    body = b"tried=f%C3%B6re " + sent + b" efter"
    answer = carin.post(address(demo), body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 302
    tried = plan_of(demo, "carin").tried
    assert (tried.startswith("före "), tried.endswith(" efter")) == (True, True)
    assert carin.get(address(demo)).status_code == carin.get("/trad/min-trad.pdf").status_code == 200
    assert carin.get("/trad/min-trad.docx").status_code == 200


def test_a_name_is_the_answer_to_who_may_help_and_a_question_elsewhere(demo: Demo, sign_in: SignIn) -> None:
    words = {"helper": "Oskar och Lena, 20121212-1212", "problems": "Att Ali inte hinner."}
    actions.write(demo.meeting, by=demo["carin"], fields=words)

    page = sign_in("carin").get(address(demo)).content.decode()

    assert hints_on(page) == {
        "plan-helper": "Beskriv behovet, inte eleven. ”20121212-1212” ser ut som ett personnummer.",
        "plan-problems": "Beskriv behovet, inte eleven. ”Ali” ser ut som ett namn.",
    }
    assert page.count("data-may-name") == 1
    assert "data-may-name" in page.split('id="plan-helper"')[0].rsplit("<textarea", 1)[1]


def hints_on(page: str) -> dict[str, str]:
    parts = page.split('<p class="hint" data-hint-for="')[1:]
    return {part.split('"')[0]: part.split(">")[1].split("<")[0] for part in parts}


def test_the_demos_plans_open_without_a_hint(demo: Demo, sign_in: SignIn) -> None:
    told = {}
    for plan in ActionPlan.objects.select_related("owner", "meeting"):
        sections = prompted(plan)["prompts"]
        told |= {f"{plan.owner} {plan.meeting}": said.hint for part in sections for said in part.prompts if said.hint}

    assert ActionPlan.objects.count() > 50
    assert told == {}


def test_all_that_can_never_be_shown_is_named_where_one_chooses(demo: Demo, sign_in: SignIn) -> None:
    assert set(FIELDS) - set(SHAREABLE) == {"pupils", "known"}

    for page in (address(demo), f"/moten/{demo.meeting.pk}/rum/"):
        assert sign_in("carin").get(page).content.decode().count("Det här kan aldrig visas") == 2


def test_what_one_expected_stands_in_the_form_and_is_kept_when_one_has_written_on_from_it(
    demo: Demo, sign_in: SignIn
) -> None:
    actions.write(demo.meetings["no"][-2], by=demo["carin"], fields={"effort": "Rita", "change": "Fler svar"})
    carin, prefilled = sign_in("carin"), "Jag tänkte mig: Fler svar\nSå här blev det: "

    def in_form() -> str:
        return carin.get(address(demo)).context["form"]["learnt"].value()

    assert in_form() == prefilled
    carin.post(address(demo), {"effort": "Nästa", "learnt": prefilled.replace("\n", "\r\n")})  # all of the form
    assert plan_of(demo, "carin").learnt == ""
    assert "Jag tänkte mig" not in carin.get("/").content.decode()
    assert in_form() == prefilled

    typed = {"learnt": f"{prefilled}Färre, men längre.", "base-learnt": prefilled}
    assert carin.post(address(demo), typed, headers={"HX-Request": "true"}).status_code == 204
    assert plan_of(demo, "carin").learnt == in_form() == typed["learnt"]
    assert "Färre, men längre." in carin.get("/").content.decode()

    taken_back = {"learnt": prefilled, "base-learnt": typed["learnt"]}
    assert carin.post(address(demo), taken_back, headers={"HX-Request": "true"}).status_code == 204
    assert plan_of(demo, "carin").learnt == ""


def test_a_plan_of_long_ago_begins_with_nothing(demo: Demo, sign_in: SignIn) -> None:
    actions.write(demo.meetings["no"][0], by=demo["carin"], fields={"effort": "Rita", "change": "Fler svar"})
    actions.write(demo.meetings["no"][1], by=demo["carin"], fields={"learnt": ""})

    assert "Fler svar" not in sign_in("carin").get(f"/handlingsplaner/{demo.meetings['no'][1].pk}/").content.decode()


def test_a_first_lärträff_asks_for_no_report(demo: Demo, sign_in: SignIn) -> None:
    Meeting.objects.filter(group=demo.group).exclude(pk=demo.meeting.pk).delete()
    Meeting.objects.filter(pk=demo.meeting.pk).update(number=1)
    carin, nothing_yet = sign_in("carin"), "så det finns inget att berätta om än"

    assert "Här väljer du din första insats." in carin.get("/").content.decode()
    assert nothing_yet in carin.get(address(demo)).content.decode()

    Meeting.objects.filter(pk=demo.meeting.pk).update(number=2)
    assert "Här berättar du vad du har provat" in carin.get("/").content.decode()
    assert nothing_yet not in carin.get(address(demo)).content.decode()


def test_a_lärträff_without_a_plan_leads_on_to_one_and_blames_nobody(demo: Demo, sign_in: SignIn) -> None:
    ActionPlan.objects.of(demo["carin"]).delete()

    page = sign_in("carin").get("/").content.decode()

    assert page.count("Du har inte skrivit någon plan än.") == 1
    assert page.count("Du har ingen plan från den här träffen.") == 2
    assert page.index("Du har inte skrivit") < page.index("Du har ingen plan")
    for meeting in demo.meetings["no"][:-1]:
        assert f'href="/handlingsplaner/{meeting.pk}/"' in page


def test_on_paper_the_plan_has_its_words_and_lines_where_there_are_none(demo: Demo, sign_in: SignIn) -> None:
    actions.write(demo.meeting, by=demo["carin"], fields={"effort": "Vänta tre sekunder", "tried": ""})

    page = sign_in("carin").get(address(demo)).content.decode()

    assert 'data-words-of="plan-effort">Vänta tre sekunder</div>' in page
    assert 'data-words-of="plan-tried"></div>' in page
    assert 'data-words-of="plan-nothing_less"></div>' in page
    actions.write(demo.meeting, by=demo["carin"], fields={"nothing_less": True})
    page = sign_in("carin").get(address(demo)).content.decode()
    assert 'data-words-of="plan-nothing_less">Inget just nu</div>' in page


def test_a_blank_plan_asks_what_the_model_asks_and_holds_nothing_of_ones_own(demo: Demo, sign_in: SignIn) -> None:
    actions.write(demo.meeting, by=demo["carin"], fields={"effort": "Vänta tre sekunder"})

    page = sign_in("carin").get(f"{address(demo)}tom/").content.decode()

    for section in default_template.PLAN_SECTIONS:
        assert section["title"] in page
        assert all(default_template.PLAN_PROMPTS[name]["text"] in page for name in section["prompts"])
    assert page.count('class="sheet__words"></div>') == 8
    assert "Vänta tre sekunder" not in page
    assert "Hur vet jag det?" not in page
    assert f"{address(demo)}tom/" in sign_in("carin").get(address(demo)).content.decode()
    assert sign_in("david").get(f"{address(demo)}tom/").status_code == 404
