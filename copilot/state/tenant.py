"""The only maker of Redis keys: everything of a tenant is ``cp:{tenant}:...``, the few global names stand here too."""

import re
from dataclasses import dataclass

from redis.asyncio import Redis

from copilot.errors import InvalidInput

TENANT = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")

KEYS_KEY = "cp:keys"
"""Hash: sha256 of an API key -> its record."""
TENANTS_KEY = "cp:tenants"
"""Set: every tenant that ever had a key."""
FORMAT_KEY = "cp:format"
"""Format number of everything here."""


def check_tenant(tenant: str) -> str:
    """The name itself. Raises InvalidInput for one that can't be a tenant."""
    if not TENANT.fullmatch(tenant):
        raise InvalidInput(
            f"{tenant[:80]!r} is no tenant name: 1-63 of a-z, 0-9, _ and -, beginning with a letter or digit"
        )
    return tenant


@dataclass(frozen=True)
class TenantState:
    """One tenant's part of Redis. The braces are a hash tag: a cluster keeps a tenant in one slot."""

    redis: Redis
    tenant: str

    def __post_init__(self) -> None:
        check_tenant(self.tenant)

    def _key(self, *parts: str) -> str:
        return ":".join((f"cp:{{{self.tenant}}}", *parts))

    @property
    def policy(self) -> str:
        """Hash: ``version``, ``body``."""
        return self._key("policy")

    @property
    def actions(self) -> str:
        """Hash: name of an action -> its JSON."""
        return self._key("actions")

    @property
    def head(self) -> str:
        """Hash: ``version``, ``about`` (JSON), ``body`` (base64): what was learned from the tenant's resolutions."""
        return self._key("head")

    def llm_tokens(self, date: str) -> str:
        """Counter: tokens that models used on that day (UTC); it goes by itself."""
        return self._key("llm-tokens", date)

    def customer(self, customer_id: str) -> str:
        """String: the record's JSON."""
        return self._key("customer", customer_id)

    @property
    def customer_names(self) -> str:
        """Hash: id -> name, so that a list of conversations needs no whole records."""
        return self._key("customer-names")

    def customer_conversations(self, customer_id: str) -> str:
        """Set: ids of the customer's stored conversations."""
        return self._key("customer-conversations", customer_id)

    @property
    def conversations(self) -> str:
        """Sorted set: ids by epoch seconds of their last change."""
        return self._key("conversations")

    def conversation(self, conversation_id: str) -> str:
        """Hash: what stands above the messages, and the list's fields."""
        return self._key("conversation", conversation_id)

    def messages(self, conversation_id: str) -> str:
        """Hash: message id -> JSON."""
        return self._key("messages", conversation_id)

    def order(self, conversation_id: str) -> str:
        """List: message ids as they came."""
        return self._key("order", conversation_id)

    def channel(self, conversation_id: str) -> str:
        """Pub/sub channel of the conversation's events."""
        return self._key("events", conversation_id)

    def bot(self, conversation_id: str) -> str:
        """Hash: what bots did in the conversation: ``handed_over`` (id of the draft), ``asked:{turn}``."""
        return self._key("bot", conversation_id)

    def draft(self, draft_id: str) -> str:
        """String: the decision's record as JSON; it goes by itself."""
        return self._key("draft", draft_id)

    def drafts(self, of: str = "all") -> str:
        """Sorted set: ids of decisions by epoch milliseconds; of one reason or decision, or ``all``."""
        return self._key("drafts", of)

    def customer_drafts(self, customer_id: str) -> str:
        """Set: ids of decisions for the customer."""
        return self._key("customer-drafts", customer_id)

    def customer_bots(self, customer_id: str) -> str:
        """Set: ids of conversations of the customer in which bots decided."""
        return self._key("customer-bots", customer_id)

    def summaries(self, conversation_id: str) -> str:
        """Hash: kind and language -> what a model wrote, as JSON; it goes by itself."""
        return self._key("summaries", conversation_id)

    def customer_summaries(self, customer_id: str) -> str:
        """Set: ids of conversations whose summaries may tell of the customer; it goes by itself."""
        return self._key("customer-summaries", customer_id)

    def feedback(self, digest: str) -> str:
        """String: one piece of feedback as JSON; it goes by itself."""
        return self._key("feedback", digest)

    def feedback_day(self, date: str) -> str:
        """Hash: ``event:person`` -> count, of that day (UTC); it goes by itself."""
        return self._key("feedback-day", date)

    def customer_feedback(self, customer_id: str) -> str:
        """Set: digests of feedback about the customer's conversations."""
        return self._key("customer-feedback", customer_id)

    def done(self, conversation_id: str) -> str:
        """Hash: digest of the feedback -> an action that was done in the conversation, and when it was told."""
        return self._key("done", conversation_id)

    def repeatable(self, digest: str) -> str:
        """String: the answer to a request with an ``Idempotency-Key``, by the key's digest; it goes by itself."""
        return self._key("repeatable", digest)
