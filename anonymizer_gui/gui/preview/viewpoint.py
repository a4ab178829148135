"""What part of a photo is looked at, and how large: shared by the views before and after."""

from PySide6.QtCore import QObject, QPointF, Signal

LARGEST_SCALE = 32.0
SMALLEST_SCALE = 0.01
STEP = 1.25
"""One notch of the wheel."""


class Viewpoint(QObject):
    """Remembers the scale and the place, or that the whole photo is shown."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fits = True
        self.scale = 1.0
        """Pixels of the screen per pixel of the photo; what it was last, while the photo fits."""
        self.centre = QPointF()
        """In pixels of the photo."""

    def fit(self) -> None:
        """Show the whole photo."""
        self.fits = True
        self.changed.emit()

    def look(self, *, scale: float, centre: QPointF) -> None:
        """Show a place at a scale."""
        self.fits = False
        self.scale = min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)
        self.centre = centre
        self.changed.emit()

    def zoom(self, factor: float, around: QPointF) -> None:
        """Change the scale; a point of the photo stays where it is on the screen."""
        scale = min(max(self.scale * factor, SMALLEST_SCALE), LARGEST_SCALE)
        shift = self.scale / scale
        self.look(scale=scale, centre=around + (self.centre - around) * shift)

    def fitted(self, *, scale: float, centre: QPointF) -> None:
        """Take note of what showing the whole photo means, from a view."""
        self.scale, self.centre = scale, centre
