"""`anonymizer verify`: are results, and a report on them, still as they were written."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from anonymizer_gui.core.report.checking import Check, checked
from anonymizer_gui.core.terminal import printable

AS_WRITTEN, DIFFERENT = 0, 1

EPILOG = """\
The exit code is 0 if all is as the report says, 1 if something is not, 2 if there is no report.
The seal is the same as when the report was written, unless the whole report was made anew.
"""


def verify(arguments: Sequence[str]) -> int:
    """Compare files with a report, and print what is not as it says.

    Args:
        arguments: What was typed behind `verify`.

    Returns:
        The exit code.

    Raises:
        ReportError: It cannot be read, or is no report.
    """
    options = _parser().parse_args(arguments)
    check = checked(options.report, photos=options.photos)
    for difference in check.differences:
        print(printable(difference))
    print(_summary(check))
    return DIFFERENT if check.differences else AS_WRITTEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anonymizer verify",
        description="Compare the results of a job, and the report on it, with what was written.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "report", type=Path, metavar="REPORT", help="report.html or report.csv beside the results"
    )
    parser.add_argument(
        "--photos", type=Path, metavar="DIR", help="the folder of the photos, to compare them too"
    )
    return parser


def _summary(check: Check) -> str:
    found = len(check.differences)
    said = f"Not as written: {found:,}" if found else "All is as it was written"
    return (
        f"Results compared: {check.results:,}; photos compared: {check.photos:,}. {said}.\n"
        f"Seal: {check.seal}"
    )
