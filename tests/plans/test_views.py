"""The thread and the plan, for their owner."""

from collections.abc import Callable
from copy import deepcopy

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.library import default_template
from kollegium.library.models import AgendaTemplate
from kollegium.meetings.models import Meeting
from kollegium.plans import actions
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import FIELDS, SHAREABLE, ActionPlan

SignIn = Callable[[str], Client]


def plan_of(demo: Demo, who: str, meeting: Meeting | None = None) -> ActionPlan:
    return ActionPlan.objects.of(demo[who]).get(meeting=meeting or demo.meeting)


def address(demo: Demo) -> str:
    return f"/handlingsplaner/{demo.meeting.pk}/"


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
    actions.write(plan_at(demo.meeting, demo["carin"]), fields={"tried": "Ett", "learnt": "Två"})

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
    actions.write(plan_at(demo.meeting, demo["carin"]), fields={"tried": "Ett"})

    sign_in("carin").post(address(demo), {"tried": ""})

    assert plan_of(demo, "carin").tried == ""


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
    actions.write(plan_at(demo.meeting, demo["carin"]), fields=fields)  # saved, whatever is left open

    page = sign_in("carin").get(address(demo)).content.decode()
    knot = sign_in("carin").get("/").context["thread"].ahead

    assert ("data-less-open hidden" not in page) == is_open
    assert ("Inte valt än." in [words for _, words in knot.planning]) == is_open
    assert ("Inget just nu." in [words for _, words in knot.planning]) == ("nothing_less" in fields)


def test_all_that_can_never_be_shown_is_named_where_one_chooses(demo: Demo, sign_in: SignIn) -> None:
    assert set(FIELDS) - set(SHAREABLE) == {"pupils", "known"}

    for page in (address(demo), f"/moten/{demo.meeting.pk}/rum/"):
        assert sign_in("carin").get(page).content.decode().count("Det här kan aldrig visas") == 2


def test_what_one_expected_stands_in_the_form_and_is_kept_when_one_has_written_on_from_it(
    demo: Demo, sign_in: SignIn
) -> None:
    actions.write(plan_at(demo.meetings["no"][-2], demo["carin"]), fields={"effort": "Rita", "change": "Fler svar"})
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
    actions.write(plan_at(demo.meetings["no"][0], demo["carin"]), fields={"effort": "Rita", "change": "Fler svar"})
    actions.write(plan_at(demo.meetings["no"][1], demo["carin"]), fields={"learnt": ""})

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
    actions.write(plan_at(demo.meeting, demo["carin"]), fields={"effort": "Vänta tre sekunder", "tried": ""})

    page = sign_in("carin").get(address(demo)).content.decode()

    assert 'data-words-of="plan-effort">Vänta tre sekunder</div>' in page
    assert 'data-words-of="plan-tried"></div>' in page
    assert 'data-words-of="plan-nothing_less"></div>' in page
    actions.write(plan_at(demo.meeting, demo["carin"]), fields={"nothing_less": True})
    page = sign_in("carin").get(address(demo)).content.decode()
    assert 'data-words-of="plan-nothing_less">Inget just nu</div>' in page


def test_a_blank_plan_asks_what_the_model_asks_and_holds_nothing_of_ones_own(demo: Demo, sign_in: SignIn) -> None:
    actions.write(plan_at(demo.meeting, demo["carin"]), fields={"effort": "Vänta tre sekunder"})

    page = sign_in("carin").get(f"{address(demo)}tom/").content.decode()

    for section in default_template.PLAN_SECTIONS:
        assert section["title"] in page
        assert all(default_template.PLAN_PROMPTS[name]["text"] in page for name in section["prompts"])
    assert page.count('class="sheet__words"></div>') == 8
    assert "Vänta tre sekunder" not in page
    assert "Hur vet jag det?" not in page
    assert f"{address(demo)}tom/" in sign_in("carin").get(address(demo)).content.decode()
    assert sign_in("david").get(f"{address(demo)}tom/").status_code == 404
