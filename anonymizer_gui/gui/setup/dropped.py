"""What was dropped on the window, or named on the command line, as photos of one folder."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, SettingsError
from anonymizer_gui.core.files import long_path


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a job is about.

    Attributes:
        folder: The folder of the photos.
        only: What of it is taken, as in `Settings`; empty for all.
    """

    folder: Path
    only: tuple[str, ...] = ()


def dropped(paths: Sequence[Path]) -> Dropped:
    """One folder as it is; photos, and folders beside each other, as a part of that around them.

    Args:
        paths: Folders and files, one at least.

    Raises:
        SettingsError: One is not there, or there is no folder around all of them.
    """
    for path in paths:
        if not long_path(path.absolute()).exists():
            raise SettingsError(
                QT_TRANSLATE_NOOP("errors", "{0} is not there; check its name."), path
            )
    whole = dict.fromkeys(path.absolute() for path in paths)
    apart = [path for path in whole if not any(parent in whole for parent in path.parents)]
    if len(apart) == 1 and long_path(apart[0]).is_dir():
        return Dropped(apart[0])
    try:
        around = Path(os.path.commonpath([path.parent for path in apart]))
    except ValueError as error:
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors", "These photos are on several drives; take those of one drive at a time."
            )
        ) from error
    return Dropped(around, tuple(path.relative_to(around).as_posix() for path in sorted(apart)))
