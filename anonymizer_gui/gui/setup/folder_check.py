"""Whether a job could start with some settings, and what it would be about: for a thread."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtGui import QImageReader

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, AnonymizerError, SettingsError
from anonymizer_gui.core.files import long_path
from anonymizer_gui.core.settings import Settings

if TYPE_CHECKING:
    from anonymizer_gui.core.store.recent import RecentJob
    from anonymizer_gui.engine.planned import Plan

NOT_WRITABLE = QT_TRANSLATE_NOOP("errors", "Nothing can be written to {0}; choose another folder.")

NOT_WHOLE = QT_TRANSLATE_NOOP(
    "errors",
    "{0} is not a whole path: begin with the drive, or choose the folder with “Browse”.",
)

STRANGER = QT_TRANSLATE_NOOP(
    "errors",
    "{0} is in the folder of the results already, and may not be a result of this program; "
    "choose another folder, so that it is not replaced.",
)

MOST_READ = 24
"""Photos whose size is looked up; more would take long on a network drive."""


@dataclass(frozen=True, slots=True)
class Check:
    """A wish to have folders looked at.

    Attributes:
        settings: With the folders.
        cancel: Set once nobody waits for it any more: it may take minutes on a network drive.
    """

    settings: Settings
    cancel: Event = field(default_factory=Event)


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found out about the folders and networks of a job.

    Attributes:
        photos: How many there are.
        folders: In how many folders.
        megapixels: Of all photos together, estimated by some of them; 0 if none could be read.
        left_out: Photos of other kinds than those that are taken, counted per extension.
        unreadable: Photos of kinds that cannot be read, counted per extension.
        input_error: Why the photos cannot be used.
        output_error: Why the results cannot go where they should.
        network_error: Why a person's own network cannot be used.
        job: The job of these folders, if there is one, which would be gone on with.
    """

    photos: int = 0
    folders: int = 0
    megapixels: float = 0.0
    left_out: Mapping[str, int] = field(default_factory=dict)
    unreadable: Mapping[str, int] = field(default_factory=dict)
    input_error: AnonymizerError | None = None
    output_error: AnonymizerError | None = None
    network_error: AnonymizerError | None = None
    job: "RecentJob | None" = None

    @property
    def is_fine(self) -> bool:
        """Whether the job would start."""
        return not (self.input_error or self.output_error or self.network_error)


def checked(check: Check) -> Findings:
    """Look at the folders and networks of a job; nothing is written."""
    settings = check.settings
    from anonymizer_gui.detection.networks import weights_in
    from anonymizer_gui.engine.folders import check_folders, is_there
    from anonymizer_gui.engine.job_files import known_job
    from anonymizer_gui.engine.plan import plan

    network_error = None
    if settings.weights is not None:
        try:
            weights_in(settings.weights)
        except AnonymizerError as error:
            network_error = error
    if not settings.input.is_absolute():
        return Findings(
            input_error=SettingsError(NOT_WHOLE, settings.input), network_error=network_error
        )
    if not settings.output.is_absolute():
        return Findings(
            output_error=SettingsError(NOT_WHOLE, settings.output), network_error=network_error
        )
    try:
        check_folders(settings)
    except SettingsError as error:
        if not is_there(settings.input):
            return Findings(input_error=error, network_error=network_error)
        return Findings(output_error=error, network_error=network_error)
    try:
        with plan(settings, cancel=check.cancel) as found:
            job = known_job(settings)
            output_error = _write_error(settings.output)
            if job is None and output_error is None:
                output_error = _stranger_error(found, check)
            return Findings(
                photos=found.count,
                folders=len(found.folders),
                megapixels=_megapixels(found, settings.input),
                left_out=found.left_out,
                unreadable=found.unreadable,
                output_error=output_error,
                network_error=network_error,
                job=job,
            )
    except SettingsError as error:
        return Findings(input_error=error, network_error=network_error)


def _megapixels(found: "Plan", folder: Path) -> float:
    """Of all photos together, by the heads of some of them."""
    some = islice(found, 0, None, max(found.count // MOST_READ, 1))
    sizes = [QImageReader(str(folder / one.path)).size() for one in islice(some, MOST_READ)]
    known = [size.width() * size.height() for size in sizes if size.isValid()]
    return found.count * sum(known) / len(known) / 1e6 if known else 0.0


def _stranger_error(found: "Plan", check: Check) -> SettingsError | None:
    """What to say if a result would take the place of a file that has no record beside it.

    Two cameras call their photos the same.
    """
    from anonymizer_gui.engine.folders import is_there

    output = check.settings.output
    for photo in found if is_there(output) else ():
        target, record = output / photo.target, output / photo.record
        if check.cancel.is_set():
            return None
        if long_path(target).exists() and not long_path(record).exists():
            return SettingsError(STRANGER, photo.target)
    return None


def _write_error(folder: Path) -> SettingsError | None:
    places = (folder, *folder.absolute().parents)
    there = next((one for one in places if long_path(one.absolute()).exists()), folder)
    return None if os.access(there, os.W_OK) else SettingsError(NOT_WRITABLE, there)
