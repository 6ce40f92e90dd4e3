"""The bare submit that registering is measured against points at our tables: it has to follow them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_bare_submit_knows_every_table_that_its_keys_point_at(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "benchmarks.bare.settings",
        "SANGKIEN_SECRET_KEY": "for-this-test-alone-0123456789-0123456789",
        "SANGKIEN_DATABASE_URL": f"sqlite:///{tmp_path / 'bare.sqlite3'}",
    }
    checked = subprocess.run(
        [sys.executable, "-m", "django", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert checked.returncode == 0, checked.stderr
