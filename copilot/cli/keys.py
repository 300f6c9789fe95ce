"""``copilot keys create | list | revoke``."""

from copilot.cli.reach import keys_of
from copilot.domain import Role
from copilot.errors import UserError
from copilot.settings import Settings


async def create(settings: Settings, tenant: str, role: Role, label: str) -> int:
    """Print a new key alone on a line; it is shown this once."""
    async with keys_of(settings, make_folder=True) as keys:
        _, key = await keys.create(tenant, role, label)
    print(key)
    return 0


async def show(settings: Settings, tenant: str | None) -> int:
    """A line per key: id, tenant, role, when it was made, state, label; never the key."""
    async with keys_of(settings, make_folder=False) as keys:
        records = await keys.list(tenant)
    for r in records:
        state = "revoked" if r.revoked else "active"
        print("\t".join((r.key_id, r.tenant, r.role, f"{r.created_at:%Y-%m-%dT%H:%M:%SZ}", state, r.label)).rstrip())
    return 0


async def revoke(settings: Settings, key_id: str) -> int:
    """Refuse the key from now on. Raises UserError where there is none with this id."""
    async with keys_of(settings, make_folder=False) as keys:
        if not await keys.revoke(key_id):
            raise UserError(f"there is no key {key_id[:80]!r}; `copilot keys list` shows their ids")
    print(f"{key_id} revoked")
    return 0
