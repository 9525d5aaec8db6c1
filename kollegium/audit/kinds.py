"""What the security log tells of, in words, and what of it is kept with the day only."""

from enum import StrEnum


class Kind(StrEnum):
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SLOWED = "slowed"
    PASSWORD_ASKED = "password_asked"
    PASSWORD_CHOSEN = "password_chosen"
    PASSWORD_CHANGED = "password_changed"
    PASSWORD_RESET = "password_reset"
    OLD_PASSWORD_FAILED = "old_password_failed"
    SESSION_ENDED = "session_ended"
    SESSIONS_ENDED = "sessions_ended"
    BEGUN = "begun"
    START_CODE_FAILED = "start_code_failed"
    INVITED = "invited"
    INVITED_AGAIN = "invited_again"
    CHANGED = "changed"
    CLOSED = "closed"
    REOPENED = "reopened"
    POST_GIVEN = "post_given"
    POST_TAKEN = "post_taken"
    OPENNESS_CHANGED = "openness_changed"
    ADDRESSES_CHANGED = "addresses_changed"
    SETTINGS_CHANGED = "settings_changed"
    SCHOOL_CHANGED = "school_changed"
    QUESTIONS_CHANGED = "questions_changed"
    GROUP_CREATED = "group_created"
    GROUP_CHANGED = "group_changed"
    MEMBER_ADDED = "member_added"
    MEMBER_LEFT = "member_left"
    LEADER_NAMED = "leader_named"
    LEADER_RELIEVED = "leader_relieved"
    GUEST_INVITED = "guest_invited"
    GUEST_UNINVITED = "guest_uninvited"
    PROTOCOL_FINALISED = "protocol_finalised"
    RETENTION_DECIDED = "retention_decided"
    RETENTION_WITHDRAWN = "retention_withdrawn"
    THREAD_OFFERED = "thread_offered"
    THREAD_OPENED = "thread_opened"
    THREAD_FAILED = "thread_failed"
    LOG_EXPORTED = "log_exported"


IN_WORDS = {
    Kind.SIGNED_IN: "Inloggad",
    Kind.SIGN_IN_FAILED: "Fel lösenord vid inloggning",
    Kind.SLOWED: "Många fel försök, nya får vänta",
    Kind.PASSWORD_ASKED: "Mejl om nytt lösenord skickat",
    Kind.PASSWORD_CHOSEN: "Första lösenordet valt",
    Kind.PASSWORD_CHANGED: "Lösenordet bytt",
    Kind.PASSWORD_RESET: "Nytt lösenord valt genom mejl",
    Kind.OLD_PASSWORD_FAILED: "Fel lösenord vid byte av lösenord",
    Kind.SESSION_ENDED: "Utloggad på en annan enhet",
    Kind.SESSIONS_ENDED: "Utloggad överallt",
    Kind.BEGUN: "Huvudmannen inlagd",
    Kind.START_CODE_FAILED: "Fel startkod",
    Kind.INVITED: "Inbjuden",
    Kind.INVITED_AGAIN: "Inbjuden igen",
    Kind.CHANGED: "Namn, skola eller e-post ändrade av någon annan",
    Kind.CLOSED: "Kontot avslutat",
    Kind.REOPENED: "Kontot öppnat igen",
    Kind.POST_GIVEN: "Uppdrag givet",
    Kind.POST_TAKEN: "Uppdrag avslutat",
    Kind.OPENNESS_CHANGED: "Vem som läser protokollen ändrat",
    Kind.ADDRESSES_CHANGED: "Vart protokollen skickas ändrat",
    Kind.SETTINGS_CHANGED: "Huvudmannens namn ändrat",
    Kind.SCHOOL_CHANGED: "Skola tillagd eller ändrad",
    Kind.QUESTIONS_CHANGED: "Undrande frågor ändrade",
    Kind.GROUP_CREATED: "Lärgrupp skapad",
    Kind.GROUP_CHANGED: "Lärgruppens namn eller skola ändrat",
    Kind.MEMBER_ADDED: "Med i lärgrupp",
    Kind.MEMBER_LEFT: "Medlemskap i lärgrupp avslutat",
    Kind.LEADER_NAMED: "Gjord till lärledare",
    Kind.LEADER_RELIEVED: "Inte lärledare längre",
    Kind.GUEST_INVITED: "Gäst bjuden till en lärträff",
    Kind.GUEST_UNINVITED: "Inbjudan till en gäst borttagen",
    Kind.PROTOCOL_FINALISED: "Protokoll färdigställt",
    Kind.RETENTION_DECIDED: "Gallringsbeslut inskrivet",
    Kind.RETENTION_WITHDRAWN: "Gallringsbeslut upphävt",
    Kind.THREAD_OFFERED: "Erbjudandet om tråden lämnat på annat sätt än med mejl",
    Kind.THREAD_OPENED: "Tråden hämtad efter avslutat konto",
    Kind.THREAD_FAILED: "Fel lösenord till tråden efter avslutat konto",
    Kind.LOG_EXPORTED: "Säkerhetsloggen hämtad som fil",
}
# What one does oneself, or what may be oneself: kept with the day only.
WITHOUT_HOUR = {
    Kind.SIGNED_IN,
    Kind.SIGN_IN_FAILED,
    Kind.PASSWORD_ASKED,
    Kind.PASSWORD_CHOSEN,
    Kind.PASSWORD_CHANGED,
    Kind.PASSWORD_RESET,
    Kind.OLD_PASSWORD_FAILED,
    Kind.SESSION_ENDED,
    Kind.SESSIONS_ENDED,
    Kind.THREAD_OPENED,
    Kind.THREAD_FAILED,
}
