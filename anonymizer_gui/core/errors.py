"""Errors that a user reads: one sentence each, which the window can translate."""


def QT_TRANSLATE_NOOP(_context: str, template: str) -> str:  # noqa: N802 - lupdate goes by this name
    """Mark a sentence for translation without translating it yet."""
    return template


class AnonymizerError(Exception):
    """One sentence for the user. Arguments: a template, then its values.

    Everything is in `args`, so that the error survives a process border and the window
    can translate the template.
    """

    def __str__(self) -> str:
        template, *values = self.args
        return str(template).format(*values)


class SettingsError(AnonymizerError):
    """A setting, a folder or a `.env` file is wrong; nothing was started."""


class NetworkError(AnonymizerError):
    """A network file is damaged, unsuitable or unsafe; nothing was started."""


class ImageError(AnonymizerError):
    """One photo cannot be read or written; the rest of the job goes on."""


class StoreError(AnonymizerError):
    """What is known of a job cannot be read or kept: its file is damaged or in use."""


class ClusterError(AnonymizerError):
    """A cluster is gone before its job was done; what it did is kept."""


class ReportError(AnonymizerError):
    """A report on a job cannot be read or written, or says other than what is there."""
