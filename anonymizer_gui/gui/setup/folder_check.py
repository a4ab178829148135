"""Whether a job could start with some settings, and what it would be about: for a thread."""

import os
from dataclasses import dataclass
from pathlib import Path

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, AnonymizerError, SettingsError
from anonymizer_gui.core.settings import Settings

NOT_WRITABLE = QT_TRANSLATE_NOOP("errors", "Nothing can be written to {0}; choose another folder.")


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found out about the folders and networks of a job.

    Attributes:
        photos: How many there are.
        folders: In how many folders.
        input_error: Why the photos cannot be used.
        output_error: Why the results cannot go where they should.
        network_error: Why a person's own network cannot be used.
    """

    photos: int = 0
    folders: int = 0
    input_error: AnonymizerError | None = None
    output_error: AnonymizerError | None = None
    network_error: AnonymizerError | None = None

    @property
    def is_fine(self) -> bool:
        """Whether the job would start."""
        return not (self.input_error or self.output_error or self.network_error)


def checked(settings: Settings) -> Findings:
    """Look at the folders and networks of a job; nothing is written."""
    from anonymizer_gui.detection.networks import weights_in
    from anonymizer_gui.engine.folders import check_folders
    from anonymizer_gui.engine.plan import plan

    network_error = None
    if settings.weights is not None:
        try:
            weights_in(settings.weights)
        except AnonymizerError as error:
            network_error = error
    try:
        check_folders(settings)
    except SettingsError as error:
        if not settings.input.is_dir():
            return Findings(input_error=error, network_error=network_error)
        return Findings(output_error=error, network_error=network_error)
    try:
        tasks = plan(settings).tasks
    except SettingsError as error:
        return Findings(input_error=error, network_error=network_error)
    return Findings(
        photos=len(tasks),
        folders=len({task.source.parent for task in tasks}),
        output_error=_write_error(settings.output),
        network_error=network_error,
    )


def _write_error(folder: Path) -> SettingsError | None:

    there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), folder)
    return None if os.access(there, os.W_OK) else SettingsError(NOT_WRITABLE, there)
