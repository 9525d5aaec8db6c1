"""What the plan asks: the model's own prompts word for word, and ours beside them."""

from kollegium.plans.models import ActionPlan

# Asked beside the model's own prompts.
OURS = {
    "known": {
        "text": "Hur vet jag det?",
        "help": "Frivilligt. Vad såg eller hörde du som visar det? Nästa gång påminns du om ditt svar.",
    }
}


def prompt_of(plan: ActionPlan, name: str) -> dict[str, str]:
    """As the template has it, in the version that the meeting follows."""
    return plan.meeting.template.prompts["texts"].get(name) or OURS[name]
