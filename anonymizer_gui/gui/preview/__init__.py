"""The photo before and after, and the mouse on its boxes."""
