"""`python -m sangkien`: the same as the `sangkien` command."""

import sys

from sangkien.project.cli import main

sys.exit(main())
