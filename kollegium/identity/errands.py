"""Why one is asked to sign in: where the link led, in words. Pure."""

OPENS = {
    "/moten/": "öppna lärträffen",
    "/med/": "gå med i lärträffen",
    "/grupper/": "öppna lärgruppen",
    "/handlingsplaner/": "öppna din handlingsplan",
    "/protokoll/": "läsa protokollet",
    "/material/": "läsa materialet",
    "/paminnelse/": "ändra din påminnelse",
}


def words(way: str) -> str:
    """Empty for the start page, which is where one comes anyway."""
    if way in ("", "/"):
        return ""
    errands = (opens for start, opens in OPENS.items() if way.startswith(start) and way[len(start) :][:1].isalnum())
    return f"Logga in för att {next(errands, 'komma dit du var på väg')}."
