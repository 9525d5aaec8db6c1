"""Samtalsformer: ways to talk through a step, as parts whose seconds sum to the step whatever its length. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    ROUND = "round"  # one at a time, in turn
    ALONE = "alone"  # each one thinks and writes
    PAIRS = "pairs"  # two and two, or three when they are odd
    ALL = "all"  # everyone together
    SILENT = "silent"  # nobody talks


@dataclass(frozen=True)
class Part:
    name: str
    ask: str  # what one does in it
    mode: Mode
    weight: int = 1  # its share of the step's time


@dataclass(frozen=True)
class Format:
    key: str
    name: str
    about: str
    parts: tuple[Part, ...]
    has_owner: bool = False  # somebody brings a question, and stays out of the circle while the others go round

    def seconds(self, step: int) -> list[int]:
        return shares(step, [part.weight for part in self.parts])


FORMATS = (
    Format(
        "laget-runt",
        "Laget runt",
        "En i taget och lika länge var. De andra lyssnar utan att avbryta, och den som vill får stå över.",
        (Part("Laget runt", "En talar i taget. De andra lyssnar utan att avbryta.", Mode.ROUND),),
    ),
    Format(
        "epa",
        "EPA: enskilt, par, alla",
        "Var och en tänker först själv, prövar sedan tanken i par och tar till sist med sig den till gruppen.",
        (
            Part(
                "Enskilt", "Skriv ner det som du fastnade för, och en sak som du undrar. Ingen talar än.", Mode.ALONE, 1
            ),
            Part("Par", "Berätta för varandra, en i taget. Leta efter det som ni ser på olika sätt.", Mode.PAIRS, 2),
            Part("Alla", "Varje par tar upp en tanke som ingen av er hade från början. Bygg vidare.", Mode.ALL, 3),
        ),
    ),
    Format(
        "reflekterande-team",
        "Reflekterande team",
        "En av er tar med en egen fråga. Gruppen frågar, bekräftar och tänker högt, medan den som äger frågan lyssnar.",
        (
            Part("Frågan läggs fram", "Du som äger frågan berättar. De andra lyssnar och antecknar.", Mode.ALL, 3),
            Part(
                "Klargörande frågor",
                "Fråga om det du behöver veta för att förstå. Den som äger frågan svarar kort. Inga råd än.",
                Mode.ROUND,
                3,
            ),
            Part(
                "Bekräftande runda",
                "Säg en sak i det du har hört som du vill lyfta fram, och varför.",
                Mode.ROUND,
                2,
            ),
            Part(
                "Reflekterande runda",
                "Tänk högt, en i taget: jag undrar, en möjlighet är. Den som äger frågan är tyst och antecknar.",
                Mode.ROUND,
                4,
            ),
            Part(
                "Sammanfattning",
                "Du som äger frågan säger vad som blev till hjälp och vad du tänker göra nu. De andra lyssnar.",
                Mode.ALL,
                2,
            ),
        ),
        has_owner=True,
    ),
    Format(
        "textsamtal",
        "Textsamtal",
        "Ni läser samma text, väljer varsitt ställe och låter ställena styra vad ni talar om.",
        (
            Part(
                "Läs",
                "Läs tyst, eller ögna om du redan har läst. Märk ut ett ställe som säger dig något.",
                Mode.SILENT,
                3,
            ),
            Part(
                "Ett ställe var",
                "Läs upp ditt ställe och säg varför du valde det. Ingen kommenterar än.",
                Mode.ROUND,
                3,
            ),
            Part(
                "Samtal",
                "Ta vid där ni tänker olika. Gå tillbaka till texten när ni är osäkra på vad den säger.",
                Mode.ALL,
                3,
            ),
            Part("Att ta med", "Säg en sak som du vill pröva, eller fundera vidare på.", Mode.ROUND, 1),
        ),
    ),
    Format(
        "kritisk-van",
        "Kritisk vän",
        "Två och två. Den ena berättar om något som inte är färdigt, den andra frågar sådant som för tanken framåt.",
        (
            Part(
                "Välj", "Välj något ur din undervisning som du inte är klar med. Skriv en mening om det.", Mode.ALONE, 1
            ),
            Part(
                "Den första berättar",
                "En berättar. Den andra frågar: vad vill du uppnå, vad ser du, vad finns det mer? Inga råd än.",
                Mode.PAIRS,
                3,
            ),
            Part("Byt", "Nu berättar den andra. Är ni tre turas ni om, så att alla hinner berätta.", Mode.PAIRS, 3),
            Part("Alla", "Vilken fråga fick dig att tänka om? Var och en som vill säger sin.", Mode.ALL, 2),
        ),
    ),
)

_BY_KEY = {format.key: format for format in FORMATS}


def find(key: str) -> Format | None:
    """None: free talk."""
    return _BY_KEY.get(key)


def shares(seconds: int, weights: Sequence[int]) -> list[int]:
    """Whole seconds by weight, together exactly `seconds`; each part takes its share of what the earlier ones left."""
    found: list[int] = []
    for position, weight in enumerate(weights):
        left = seconds - sum(found)
        found.append(left * weight // sum(weights[position:]))
    return found
