"""Which version is running: the release, and the commit when the code lies in its repository."""

import subprocess
import tomllib
from functools import lru_cache

from django.conf import settings


@lru_cache(maxsize=1)
def version() -> str:
    """Read once: "0.1.0 (7818a78)"."""
    release = tomllib.loads((settings.ROOT / "pyproject.toml").read_text())["project"]["version"]
    commit = _commit()
    return f"{release} ({commit})" if commit else str(release)


def _commit() -> str:
    if not (settings.ROOT / ".git").exists():
        return ""
    # The folder may belong to another account than the server's, which git asks to be told of.
    asked = ["git", "-c", f"safe.directory={settings.ROOT}", "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(asked, cwd=settings.ROOT, capture_output=True, text=True, timeout=5).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""
