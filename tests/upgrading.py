"""An installation from before a migration, and what the newest version makes of it; on the database of the test run."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import WORKER, _database, _sql

ROOT = Path(__file__).resolve().parents[1]
BEGIN = """
import django
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

executor = MigrationExecutor(connection)
ours = next(key for key in executor.loader.graph.nodes if key[1].endswith("{migration}"))
before = executor.loader.get_migration(*ours).dependencies
executor.migrate(before)
old = executor.loader.project_state(before).apps


def upgrade():
    newest = MigrationExecutor(connection)
    newest.migrate(newest.loader.graph.leaf_nodes())


"""


def upgrade_from_before(migration: str, script: str, folder: Path) -> None:
    """`migration`: the end of its name, that numbers may change. `script`: fills `old`, calls upgrade() and asserts."""
    environment = os.environ | {"KOLLEGIUM_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    if "DATABASE_URL" in os.environ:
        name = f"upgraded_{WORKER}"  # of this process of the test run
        _sql(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = _database(name)

    whole = BEGIN.replace("{migration}", migration) + script
    done = subprocess.run([sys.executable, "-c", whole], cwd=ROOT, env=environment, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
