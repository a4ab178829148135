"""Anonymizer: hides faces and number plates in folders of photos, offline."""

__version__ = "0.1.0"
