"""Reviewing: the list of photos, the photo, its boxes, progress and saving."""
