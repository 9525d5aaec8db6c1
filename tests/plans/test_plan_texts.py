"""What a plan's fields take: long texts, odd letters, names."""

import pytest

from kollegium.demo import Demo
from kollegium.plans import actions
from kollegium.plans.drafts import plan_at
from kollegium.plans.forms import prompted
from kollegium.plans.models import FIELDS, ActionPlan
from tests.plans.test_views import SignIn, address, plan_of


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


def test_what_is_pasted_is_not_cut_by_the_browser_at_what_is_kept(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("carin").get(address(demo)).content.decode()

    assert page.count('maxlength="20000"') == len(FIELDS)
    assert page.count("maxlength") == len(FIELDS)


def test_a_megabyte_in_every_field_is_answered_and_what_was_there_stays(demo: Demo, sign_in: SignIn) -> None:
    actions.write(plan_at(demo.meeting, demo["carin"]), fields={"tried": "Kvar", "effort": "Kvar"})
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
    actions.write(plan_at(demo.meeting, demo["carin"]), fields=words)

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
