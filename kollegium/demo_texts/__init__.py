"""The demo municipality in words: Ekåsa kommun, with no real person or school in it."""

from .library import MATERIALS, QUESTIONS
from .math_group import MATH_GROUP
from .people import INVITED, MUNICIPALITY, PEOPLE, SCHOOLS
from .reading_group import READING_GROUP
from .science_group import SCIENCE_GROUP
from .swedish_group import SWEDISH_GROUP

GROUPS = (SCIENCE_GROUP, SWEDISH_GROUP, READING_GROUP, MATH_GROUP)

__all__ = ["GROUPS", "INVITED", "MATERIALS", "MUNICIPALITY", "PEOPLE", "QUESTIONS", "SCHOOLS"]
