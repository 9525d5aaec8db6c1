"""What a group's size means for its members: time each when all report, and how brittle it is. Pure."""

from kollegium.groups.models import COMFORTABLE

REPORT_SECONDS = 20 * 60  # laget runt in the model's 90 minutes


def seconds_each(number: int) -> int:
    return REPORT_SECONDS // number


def time_each(number: int) -> str:
    """How long each one has; empty when nobody is there yet, or one."""
    return _words(seconds_each(number)) if number > 1 else ""


def notice(number: int) -> str:
    """Words to show, never a reason to stop anyone; empty when the size is comfortable or nobody is there yet."""
    if number == 0 or number in COMFORTABLE:
        return ""
    if number == 1:
        return "Än så länge är gruppen en person. Bjud in kollegorna: sju till tio brukar fungera bäst."
    time = f"Med {number} personer får var och en {time_each(number)} när alla berättar."
    if number < COMFORTABLE.start:
        return f"{time} Sju till tio brukar fungera bäst: en liten grupp är skör när någon är borta."
    return f"{time} Sju till tio brukar fungera bäst. Ni kan vara fler, men då hinner var och en berätta mindre."


def _words(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
