"""The flags of `anonymizer`, and the settings that they stand for."""

import argparse
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn

from typing_extensions import override

from anonymizer_gui import __version__
from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.env_file import read_env_file
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, SettingsError
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

EPILOG = """\
Detail, in a photo of 12 megapixels (4000 x 3000):
{details}

The exit code is 0 if all photos were done, 1 if some failed or the job was stopped,
2 if nothing was started.
"""


def parser() -> argparse.ArgumentParser:
    """What reads the flags; what was not given is left out."""
    flags = _Parser(
        prog="anonymizer",
        description="Hide faces and number plates in a folder of photos and its sub-folders.\n"
        "The photos themselves are never changed, and nothing is sent anywhere.\n"
        "`anonymizer verify REPORT` compares results with the report that --report writes.",
        argument_default=argparse.SUPPRESS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    flags.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    folders = flags.add_argument_group("folders")
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
    finding = flags.add_argument_group("finding")
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
    hiding = flags.add_argument_group("hiding")
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
    return flags


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


def settings_of(flags: dict[str, Any]) -> Settings:
    """The settings that were given, after those of an older settings file.

    Raises:
        AnonymizerError: They lack something, or do not suit each other.
    """
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
