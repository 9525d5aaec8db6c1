"""The whole domain on one page, in reading order."""

from kollegium.mail.models import Letter
from kollegium.jobs.models import Job, PeriodicRun
from kollegium.people.models import Appointment, Organisation, School, User
from kollegium.identity.brake import WrongTries
from kollegium.identity.browsers import Browser
from kollegium.identity.models import Identity
from kollegium.audit.models import SecurityEntry
from kollegium.groups.models import Group, Membership
from kollegium.library.models import AgendaTemplate, Material, WonderQuestion
from kollegium.meetings.models import Absence, AgendaStep, Duty, Guest, Meeting
from kollegium.live.models import Attendance, LastPress, LiveMeeting, Mirror
from kollegium.plans.models import ActionPlan, Note, Opening, Sharing
from kollegium.reminders.models import Reminder
from kollegium.protocols.models import Protocol, ProtocolUpdate
from kollegium.leaving.models import Departure, Erasure, RetentionRule
from kollegium.about.models import Installation

__all__ = [
    "Absence",
    "ActionPlan",
    "AgendaStep",
    "AgendaTemplate",
    "Appointment",
    "Attendance",
    "Browser",
    "Departure",
    "Duty",
    "Erasure",
    "Group",
    "Guest",
    "Identity",
    "Installation",
    "Job",
    "LastPress",
    "Letter",
    "LiveMeeting",
    "Material",
    "Meeting",
    "Membership",
    "Mirror",
    "Note",
    "Opening",
    "Organisation",
    "PeriodicRun",
    "Protocol",
    "ProtocolUpdate",
    "Reminder",
    "RetentionRule",
    "School",
    "SecurityEntry",
    "Sharing",
    "User",
    "WonderQuestion",
    "WrongTries",
]
