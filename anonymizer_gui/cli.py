"""`anonymizer`: hide the faces and plates of a folder of photos, without a window."""

import argparse
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, NoReturn

from typing_extensions import override

from anonymizer_gui import __version__
from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.env_file import read_env_file
from anonymizer_gui.core.errors import (
    QT_TRANSLATE_NOOP,
    AnonymizerError,
    ClusterError,
    SettingsError,
    StoreError,
)
from anonymizer_gui.core.settings import (
    SUPPORTED_EXTENSIONS,
    Detail,
    Kernel,
    Language,
    MetadataPolicy,
    Settings,
    Style,
    parsed_extensions,
)
from anonymizer_gui.core.terminal import printable

if TYPE_CHECKING:  # these load NumPy and OpenCV: too slow for --help
    from anonymizer_gui.engine.job import Job
    from anonymizer_gui.engine.pipeline import Outcome

ALL_DONE, SOME_FAILED, NOT_STARTED = 0, 1, 2

EPILOG = """\
Detail, in a photo of 12 megapixels (4000 x 3000):
{details}

The exit code is 0 if all photos were done, 1 if some failed or the job was stopped,
2 if nothing was started.
"""


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
        flags = vars(_parser().parse_args(given))
        resume, cluster = flags.pop("resume", False), flags.pop("cluster", None)
        return _run(_settings(flags), resume=resume, cluster=cluster)
    except AnonymizerError as error:
        print(f"anonymizer: {printable(error)}", file=sys.stderr)
    except BrokenPipeError:  # whoever read along, as `head` does, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_FAILED
    except KeyboardInterrupt:
        print("anonymizer: Stopped before the first photo.", file=sys.stderr)
    return NOT_STARTED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="anonymizer",
        description="Hide faces and number plates in a folder of photos and its sub-folders.\n"
        "The photos themselves are never changed, and nothing is sent anywhere.\n"
        "`anonymizer verify REPORT` compares results with the report that --report writes.",
        argument_default=argparse.SUPPRESS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    folders = parser.add_argument_group("folders")
    folders.add_argument("--input", type=Path, metavar="DIR", help="the photos")
    folders.add_argument(
        "--image-output", dest="output", type=Path, metavar="DIR", help="where the results go"
    )
    folders.add_argument(
        "--image-extensions",
        dest="extensions",
        type=parsed_extensions,
        metavar="LIST",
        help=f"which files are photos, of {','.join(SUPPORTED_EXTENSIONS)} (default: jpg,png)",
    )
    folders.add_argument(
        "--subfolders",
        action=argparse.BooleanOptionalAction,
        help="take the photos in sub-folders too (default: yes)",
    )
    folders.add_argument(
        "--env",
        type=Path,
        metavar="FILE",
        help="settings file of the older tool; flags win over it",
    )
    folders.add_argument(
        "--resume",
        action="store_true",
        help="go on where an earlier run of these two folders stopped: photos that have not "
        "changed are not looked at again; where there was none, start",
    )
    folders.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="work on a Dask cluster: host:port of its scheduler, whose workers see the folders "
        "under the same paths, or local:N for N workers on this machine",
    )
    folders.add_argument(
        "--skip-existing", action="store_true", help="leave photos alone that have a result"
    )
    folders.add_argument("--dry-run", action="store_true", help="look only, write nothing")
    finding = parser.add_argument_group("finding")
    only = finding.add_mutually_exclusive_group()
    for kind in Kind:
        only.add_argument(
            f"--{kind}s-only",
            dest="kinds",
            action="store_const",
            const=frozenset({kind}),
            help=f"hide {kind}s only",
        )
    for kind in Kind:
        finding.add_argument(
            f"--{kind}-threshold",
            type=_number,
            metavar="X",
            help=f"how sure a {kind} must be, 0.001 to 1; lower finds more, down to 0.05 "
            "(default: that of the network)",
        )
    finding.add_argument("--detail", **_one_of(Detail), help="see below (default: normal)")
    finding.add_argument(
        "--weights",
        type=Path,
        metavar="PATH",
        help="your own network (.pb or .tflite), or a folder with some (default: built in)",
    )
    hiding = parser.add_argument_group("hiding")
    hiding.add_argument(
        "--obfuscation",
        dest="style",
        **_one_of(Style),
        help="pixelate: a soft mosaic; solid: one colour; gaussian: the blur of the older tool, "
        "which can be undone (default: pixelate)",
    )
    hiding.add_argument(
        "--obfuscation-kernel",
        dest="kernel",
        type=Kernel.parsed,
        metavar="K,S,M",
        help="size, sigma and mask size for gaussian (default: 21,2,9)",
    )
    hiding.add_argument(
        "--box-scale",
        "--blur-scale",
        type=_number,
        metavar="X",
        help="grow each box to X times its size (default: 1.2)",
    )
    hiding.add_argument(
        "--metadata",
        **_one_of(MetadataPolicy),
        help="what stays of EXIF, XMP and IPTC: all but previews, all but the place as well, or "
        "nothing but colours and orientation (default: keep)",
    )
    hiding.add_argument(
        "--write-detections",
        action=argparse.BooleanOptionalAction,
        help="write a JSON file beside each result (default: yes)",
    )
    hiding.add_argument(
        "--check-results",
        action=argparse.BooleanOptionalAction,
        help="read each result again before it counts (default: yes)",
    )
    hiding.add_argument(
        "--report",
        nargs="?",
        const=Language.ENGLISH,
        **_one_of(Language),
        help="write report.html and report.csv beside the results, in English if no language "
        "is named",
    )
    return parser


def _number(text: str) -> float:
    """How argparse reads a number."""
    try:
        return float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number") from error


def _one_of(words: type[StrEnum]) -> dict[str, Any]:
    """How argparse reads one of some words."""

    def read(text: str) -> StrEnum:
        if text not in list(words):
            raise argparse.ArgumentTypeError(f"“{text}” is not one of {', '.join(words)}")
        return words(text)

    return {"type": read, "metavar": "|".join(words)}


class _Parser(argparse.ArgumentParser):
    """A parser that works out the lines on detail only when help is asked for."""

    @override
    def error(self, message: str) -> NoReturn:
        # One sentence, which the list of all flags would push out of sight
        raise SettingsError("{0}; see --help.", message)

    @override
    def format_help(self) -> str:
        self.epilog = EPILOG.format(details="\n".join(map(_said_of, Detail)))
        return super().format_help()


def _said_of(detail: Detail) -> str:
    from anonymizer_gui.detection.networks import built_in_min_size
    from anonymizer_gui.detection.tiling import smallest_found

    smallest = smallest_found(built_in_min_size(), width=4000, height=3000, detail=detail)
    said = ", ".join(f"{kind}s from {smallest[kind]:.0f} px" for kind in Kind)
    return f"  {detail:<9} {said} wide"


def _settings(flags: dict[str, Any]) -> Settings:
    fields = dict(flags)
    env = fields.pop("env", None)
    if env is not None:
        fields = read_env_file(env) | fields
    for name, flag in (("input", "--input"), ("output", "--image-output")):
        if name not in fields:
            raise SettingsError(
                QT_TRANSLATE_NOOP("errors", "Say which folder to use with {0} DIR; see --help."),
                flag,
            )
    if policy := fields.pop("metadata", None):
        fields["keep_metadata"] = policy is not MetadataPolicy.DROP
        fields["keep_gps"] = policy is MetadataPolicy.KEEP
    settings = Settings(**fields)
    if "kernel" in fields and settings.style is not Style.GAUSSIAN:
        print(
            f"The kernel is not used by the style {settings.style}; "
            "--obfuscation gaussian uses it, and hides less."
        )
    return settings


def _run(settings: Settings, *, resume: bool, cluster: str | None) -> int:
    from anonymizer_gui.engine.job import prepared

    started = time.monotonic()
    with prepared(settings, resume=resume) as job:
        count = len(job.todo)
        _log_faults()
        _print_plan(job)
        done: list[Outcome] = []
        try:
            with _stopped_by_signal() as cancel:
                outcomes = _on_cluster(job, cluster, cancel) if cluster else job.outcomes(cancel)
                done.extend(_shown(outcomes, count, settings))
        except (ClusterError, StoreError) as error:
            print(f"anonymizer: {printable(error)}", file=sys.stderr)
        reported = _reported(job)
    _print_summary(done, count, time.monotonic() - started, settings)
    all_done = len(done) == count and not any(outcome.error for outcome in done) and reported
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
        for card in (detector.card for detector in job.detectors):
            kinds = " and ".join(f"{kind}s" for kind in card.kinds)
            print(f"{printable(card.name)} looks for {kinds}.")
    print(f"{_plural(len(job.tasks) + job.plan.done_before, 'photo')} found.")
    if job.plan.done_before:
        print(f"{_plural(job.plan.done_before, 'photo')} left alone: the result is there already.")
    if saved := len(job.tasks) - len(job.todo):
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


def _print_summary(done: list["Outcome"], count: int, seconds: float, settings: Settings) -> None:
    failed = [outcome for outcome in done if outcome.error]
    boxes = Counter(box.kind for outcome in done for box in outcome.boxes)
    if len(done) < count:
        goes_on = "" if settings.dry_run else "; --resume goes on"
        print(f"Stopped after {len(done)} of {_plural(count, 'photo')}{goes_on}.")
    did = "found, nothing was written" if settings.dry_run else f"hidden in {settings.output}"
    print(
        f"{_plural(len(done) - len(failed), 'photo')} done, {_counted(boxes, settings)} {did}. "
        f"Time: {_duration(seconds)}."
    )
    if again := sum(not outcome.untouched for outcome in done):
        print(
            f"{_plural(again, 'photo')} had to be compressed again as a whole, so that more than "
            "what is hidden changed a little: HEIC, lossy WebP, and JPEG of rare kinds or of more "
            "than 120 megapixels."
        )
    if failed:
        print(
            f"{_plural(len(failed), 'photo')} failed, and {'have' if len(failed) > 1 else 'has'}"
            " no new result:"
        )
        for outcome in failed:
            print(f"  {_failure(outcome, settings)}")


def _found(outcome: "Outcome", settings: Settings) -> str:
    name = outcome.task.source.relative_to(settings.input)
    found = _counted(Counter(box.kind for box in outcome.boxes), settings)
    return f"{printable(name)}: {found}"


def _failure(outcome: "Outcome", settings: Settings) -> str:
    """The sentence of the error, with the sub-folder before the name of the photo."""
    name = outcome.task.source.relative_to(settings.input)
    template, *values = outcome.error.args if outcome.error else ("",)
    if values[:1] == [name.name]:
        return printable(str(template).format(name, *values[1:]))
    return printable(f"{name}: {outcome.error}")


def _counted(boxes: Counter[Kind], settings: Settings) -> str:
    return ", ".join(_plural(boxes[kind], kind) for kind in Kind if kind in settings.kinds)


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
