"""The figures of `benchmarks.speed` as a picture."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import matplotlib as mpl
import matplotlib.pyplot as plt

if TYPE_CHECKING:
    from benchmarks.speed import Measured

COLOURS = {"read": "#9aa5b1", "networks": "#3b6ea5", "hide and write": "#d08a3c"}


def draw(every: Sequence["Measured"], file: Path) -> None:
    """Draw, per size, the stages alone, the whole job and the peer: seconds of a photo.

    The time in which a program starts is part of its own.
    """
    mpl.use("Agg")
    figure, panels = plt.subplots(1, len(every), figsize=(2.6 * len(every), 3.4))
    for panel, measured in zip([panels] if len(every) == 1 else panels, every, strict=True):
        bottom = 0.0
        for name, seconds in measured.stages.items():
            height = median(seconds)
            panel.bar("stages", height, bottom=bottom, color=COLOURS[name], label=name)
            bottom += height
        for name, runs, colour in (
            ("job", measured.ours, "#2b8a5c"),
            ("deface\n(faces only)", measured.peer, "#b04a4a"),
        ):
            if runs:
                each = median(one.seconds for one in runs) / measured.count
                panel.bar(name, each, color=colour)
        panel.set_title(measured.size.name, fontsize=9)
        panel.tick_params(labelsize=8)
        panel.spines[["top", "right"]].set_visible(False)
    figure.axes[0].set_ylabel("seconds per photo")
    handles, names = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="upper center", ncols=len(names), fontsize=7, frameon=False)
    figure.tight_layout(rect=(0, 0, 1, 0.94))
    figure.savefig(file, dpi=130)
    plt.close(figure)
