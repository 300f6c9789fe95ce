"""What a help desk should have filled in before an answer was sent: ``{{ticket.id}}``, ``#{agent.firstname}``."""

import re

from retrieval.sentences import sentences

_ONE = (
    r"(?:\{\{|#\{)\s*(?:ticket|current_user|contact|agent|conversation|account|inbox|dc|satisfaction)\b"
    r"[^{}\n]{0,120}\}\}?"
)
"""By the names that help desks know: what others hold (``{{ order.name }}``) may be what the answer is about."""
_PLACEHOLDER = re.compile(_ONE, re.IGNORECASE)
_GREETED = re.compile(rf"(?im)^([^\W\d]+(?: [^\W\d]+){{0,2}}),? ?{_ONE}(?=\s*(?:[,.!:]|$))")


def without_placeholders(text: str) -> str:
    """The text without the sentences that a placeholder was left in; a greeting loses only the name."""
    if not _PLACEHOLDER.search(text):
        return text
    text = _GREETED.sub(r"\1", text)
    for sentence in sentences(text):
        if _PLACEHOLDER.search(sentence):
            text = text.replace(sentence, "", 1)
    return re.sub(r"[ \t]+(?=\n|$)|(?<=\n)[ \t]+", "", text).strip()
