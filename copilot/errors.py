"""The few errors of the domain. No HTTP here: api/problems.py maps them to statuses, the command line to one line."""


class CopilotError(Exception):
    """Something a caller can understand; the message says what is wrong and what to do."""


class UserError(CopilotError):
    """A person at the command line can fix this: printed as one line, exit code 2, no traceback."""


class NotFound(CopilotError):
    """A named thing of this tenant does not exist."""


class InvalidInput(CopilotError):
    """Input that the types let through but the domain refuses."""


class Unauthorized(CopilotError):
    """No key, or none that we know."""


class Forbidden(CopilotError):
    """A good key with the wrong role."""


class StateUnavailable(CopilotError):
    """Redis can't be reached or refuses; stateless doors keep working."""


class IndexUnavailable(CopilotError):
    """The vector store can't be reached."""


class StorageFull(CopilotError):
    """The disk has no room; nothing of the request was kept."""


class FolderInUse(UserError):
    """Another process owns the data folder."""


class ModelMismatch(UserError):
    """The index was built with another embedding model than the one configured."""
