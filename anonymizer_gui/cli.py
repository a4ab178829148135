"""`anonymizer`: hide the faces and plates of a folder of photos, without a window."""

import gc
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from anonymizer_gui.cli_flags import parser, settings_of
from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import (
    AnonymizerError,
    ClusterError,
    SettingsError,
    StoreError,
)
from anonymizer_gui.core.settings import (
    Settings,
)
from anonymizer_gui.core.terminal import printable

if TYPE_CHECKING:  # these load NumPy and OpenCV: too slow for --help
    from anonymizer_gui.engine.job import Job
    from anonymizer_gui.engine.pipeline import Outcome

ALL_DONE, SOME_FAILED, NOT_STARTED = 0, 1, 2


@dataclass
class _Tally:
    """Counts photos as they are done.

    Attributes:
        done: How many there were.
        failed: How many of them have no result.
        boxes: How many faces and plates were found.
        re_encoded: In how many the whole picture had to be compressed again.
    """

    done: int = 0
    failed: int = 0
    boxes: Counter[Kind] = field(default_factory=Counter)
    re_encoded: int = 0

    def count(self, outcome: "Outcome") -> None:
        """Count a photo."""
        self.done += 1
        self.failed += outcome.error is not None
        self.boxes.update(box.kind for box in outcome.boxes)
        self.re_encoded += not outcome.untouched


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: What was typed behind the program's name; None for `sys.argv`.

    Returns:
        The exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        # A console of an older code page must not stop a job at the name of a photo.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        given = sys.argv[1:] if arguments is None else list(arguments)
        if given[:1] == ["verify"]:
            from anonymizer_gui.cli_verify import verify

            return verify(given[1:])
        _check_quotes(given)
        flags = vars(parser().parse_args(given))
        resume, cluster = flags.pop("resume", False), flags.pop("cluster", None)
        return _run(settings_of(flags), resume=resume, cluster=cluster)
    except AnonymizerError as error:
        print(f"anonymizer: {printable(error)}", file=sys.stderr)
    except BrokenPipeError:  # whoever read along, as `head` does, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_FAILED
    except KeyboardInterrupt:
        print("anonymizer: Stopped before the first photo.", file=sys.stderr)
    return NOT_STARTED


def _check_quotes(given: Sequence[str]) -> None:
    r"""See whether a folder was typed as `"C:\Photos\"`: Windows takes what follows for its name.

    Raises:
        SettingsError: It was.
    """
    if os.name == "nt" and any('"' in one for one in given):
        raise SettingsError(
            "Leave out the backslash before a quotation mark: "
            '"C:\\My photos" instead of "C:\\My photos\\".'
        )


def _run(settings: Settings, *, resume: bool, cluster: str | None) -> int:
    from anonymizer_gui.engine.job import prepared

    started = time.monotonic()
    with prepared(settings, resume=resume) as job:
        settings, count = job.settings, len(job.todo)
        _log_faults()
        _print_plan(job)
        tally = _Tally()
        try:
            with _stopped_by_signal() as cancel:
                outcomes = _on_cluster(job, cluster, cancel) if cluster else job.outcomes(cancel)
                for outcome in _shown(outcomes, count, settings):
                    tally.count(outcome)
        except (ClusterError, StoreError) as error:
            print(f"anonymizer: {printable(error)}", file=sys.stderr)
        reported = _reported(job)
        _print_summary(tally, count, time.monotonic() - started, settings)
        if tally.failed:
            _print_failures(job, tally.failed)
    all_done = tally.done == count and not tally.failed and reported
    return ALL_DONE if all_done else SOME_FAILED


def _on_cluster(job: "Job", address: str, cancel: Event) -> Iterator["Outcome"]:
    from anonymizer_gui.engine import cluster

    return cluster.outcomes(job, address, cancel)


def _reported(job: "Job") -> bool:
    """Write the report, if one is wished; whether all is as wished."""
    if job.settings.report is None or job.settings.dry_run:
        return True
    from anonymizer_gui.engine.report import write_report

    try:
        written = write_report(job.store, job.settings.report)
    except AnonymizerError as error:
        print(f"anonymizer: {printable(error)}", file=sys.stderr)
        return False
    print(f"Report: {written.page}, seal {written.page_seal}")
    print(f"Report: {written.table}, seal {written.table_seal}")
    return True


def _log_faults() -> None:
    from anonymizer_gui.paths import log_file

    with suppress(OSError):  # without a folder for it a fault is said on the terminal
        logging.basicConfig(
            handlers=[logging.FileHandler(log_file(), encoding="utf-8", delay=True)],
            level=logging.WARNING,
            format="%(asctime)s %(name)s %(message)s",
        )
    # No fault, but why all takes longer from then on
    logging.getLogger("anonymizer_gui.detection.graphics_card").addHandler(logging.StreamHandler())


@contextmanager
def _stopped_by_signal() -> Iterator[Event]:
    """An event that Ctrl+C or a polite kill sets; a second Ctrl+C ends the program at once."""
    cancel = Event()

    def stop(number: int, _frame: object) -> None:
        cancel.set()
        signal.signal(number, signal.SIG_DFL)
        # os.write: a signal may come in the middle of a print
        os.write(2, b"\nStopping after the photo at hand; press Ctrl+C again to stop at once.\n")

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield cancel
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _shown(outcomes: Iterator["Outcome"], count: int, settings: Settings) -> Iterator["Outcome"]:
    """The same outcomes, shown as they come: a bar on a terminal, lines elsewhere."""
    if sys.stderr.isatty():
        from tqdm import tqdm

        for outcome in tqdm(outcomes, total=count, unit="photo", smoothing=0.05):
            if outcome.error:
                tqdm.write(_failure(outcome, settings), file=sys.stderr)
            yield outcome
    else:
        for number, outcome in enumerate(outcomes, start=1):
            said = (_failure if outcome.error else _found)(outcome, settings)
            print(f"[{number}/{count}] {said}", flush=True)
            yield outcome


def _print_plan(job: "Job") -> None:
    if job.notice:
        print(job.notice)
    if job.settings.weights:
        for card in (detector.card for detector in job.networks.detectors):
            kinds = " and ".join(f"{kind}s" for kind in card.kinds)
            print(f"{printable(card.name)} looks for {kinds}.")
    print(f"{_plural(job.plan.count + job.plan.done_before, 'photo')} found.")
    if job.plan.done_before:
        print(f"{_plural(job.plan.done_before, 'photo')} left alone: the result is there already.")
    if saved := job.plan.count - len(job.todo):
        print(f"{_plural(saved, 'photo')} done before and unchanged.")
    if job.redo.detect:
        said = _plural(job.redo.detect, "photo")
        print(f"Networks or detail are not those of the last time: {said} to be looked at again.")
    elif job.redo.save:
        said = _plural(job.redo.save, "result")
        print(f"Settings are not those of the last time: {said} to be written again.")
    for left_out, advice in (
        (job.plan.left_out, "add them with --image-extensions"),
        (job.plan.unreadable, "save them as JPEG first"),
    ):
        if left_out:
            names = ", ".join(f"{count} {name}" for name, count in left_out.most_common())
            print(f"Not read: {names}; {advice}.")


def _print_summary(tally: _Tally, count: int, seconds: float, settings: Settings) -> None:
    if tally.done < count:
        goes_on = "" if settings.dry_run else "; --resume goes on"
        print(f"Stopped after {tally.done} of {_plural(count, 'photo')}{goes_on}.")
    did = "found, nothing was written" if settings.dry_run else f"hidden in {settings.output}"
    print(
        f"{_plural(tally.done - tally.failed, 'photo')} done, "
        f"{_counted(tally.boxes, settings)} {did}. "
        f"Time: {_duration(seconds)}."
    )
    if again := tally.re_encoded:
        print(
            f"{_plural(again, 'photo')} had to be compressed again as a whole, so that more than "
            "what is hidden changed a little: HEIC, lossy WebP, and JPEG of rare kinds or of more "
            "than 240 megapixels."
        )


def _print_failures(job: "Job", count: int) -> None:
    """List the photos that failed, which the store remembers."""
    print(f"{_plural(count, 'photo')} failed, and {'have' if count > 1 else 'has'} no new result:")
    try:
        for path, error in job.store.images.failures():
            print(f"  {_sentence(Path(path), error)}")
    except StoreError as error:
        print(f"anonymizer: {printable(error)}", file=sys.stderr)


def _found(outcome: "Outcome", settings: Settings) -> str:
    name = outcome.task.source.relative_to(settings.input)
    found = _counted(Counter(box.kind for box in outcome.boxes), settings)
    return f"{printable(name)}: {found}"


def _failure(outcome: "Outcome", settings: Settings) -> str:
    return _sentence(outcome.task.source.relative_to(settings.input), outcome.error)


def _sentence(path: Path, error: AnonymizerError | None) -> str:
    """The sentence of the error, with the sub-folder before the name of the photo."""
    template, *values = error.args if error else ("",)
    if values[:1] == [path.name]:
        return printable(str(template).format(path, *values[1:]))
    return printable(f"{path}: {error}")


def _counted(boxes: Counter[Kind], settings: Settings) -> str:
    return ", ".join(_plural(boxes[kind], kind) for kind in Kind if kind in settings.kinds)


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


def program() -> int:
    """The command line as a process of its own.

    Returns:
        The exit code.
    """
    multiprocessing.freeze_support()
    code = main()
    gc.freeze()  # else the interpreter looks through all that there is, twice: 50 ms
    return code


if __name__ == "__main__":
    sys.exit(program())
