"""From pydantic's findings to one sentence for a person."""

from pydantic import ValidationError


def complaint(error: ValidationError) -> str:
    """What is wrong with the first wrong field, and how many more are wrong."""
    findings = error.errors(include_url=False, include_context=False, include_input=False)
    first = findings[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        text = f"unknown field '{where}'"
    elif first["type"] == "missing":
        text = f"the field '{where}' is missing"
    else:
        message = first["msg"].removeprefix("Value error, ")
        text = f"{where}: {message[:1].lower()}{message[1:]}" if where else message
    return text + (f" (and {len(findings) - 1} more)" if len(findings) > 1 else "")
