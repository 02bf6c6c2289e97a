"""Put the studio's data into a wheel.

In: the source tree with the fonts fetched into ``build/fonts``. Out: ``templates``, ``i18n`` and
``fonts`` inside the wheel's ``studio/_data``. Downloads nothing: a build without the locked fonts
stops with a sentence that says how to fetch them. An editable install needs none of it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataHook(BuildHookInterface[Any]):
    """Called by hatchling before a wheel is written."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Check the fonts and name the folders to include; raises RuntimeError without fonts."""
        if version == "editable":
            return
        root = Path(self.root)
        done = subprocess.run(
            [sys.executable, str(root / "packaging" / "fonts.py"), "--check"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"the wheel can't be built without its fonts. {done.stderr.strip()}")
        build_data["force_include"].update(
            {
                str(root / "templates"): "studio/_data/templates",
                str(root / "i18n"): "studio/_data/i18n",
                str(root / "build" / "fonts"): "studio/_data/fonts",
            }
        )
