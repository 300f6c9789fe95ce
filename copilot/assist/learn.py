"""What a tenant's own history teaches: the likeliest next action at a place in a conversation. No model, no network.

A light head is trained on past resolutions that held: at each moment the words of the latest messages and the actions
that were done so far, and which action came next. How good it is, and from when on it may speak, is told by
conversations that it hasn't seen. Pure; stored as plain arrays.
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from copilot.assist.network import Floats, Ints, Network, Rows, softmax, train
from copilot.assist.places import NOTHING, Place, examples, signs
from copilot.errors import InvalidInput
from retrieval.documents import Resolution
from retrieval.selective import Judged, threshold

FORMAT = 2
"""Of the stored arrays and of the features they are for; a head of another one is ignored."""
LEAST_CONVERSATIONS, LEAST_EACH, LEAST_ACTIONS = 50, 5, 2
"""Conversations with an action, conversations for each action, and such actions, below which nothing is trained."""
MOST_EXAMPLES = 60_000
"""Of the latest conversations; more take longer and teach little."""
_FOLDS = 3
_TOP = 3
_WRONG = 0.25
"""Of the lists of three that are shown, at most this share may lack what was done next."""
_RARE = 2
"""Features that occur in fewer moments are left out."""
_HEATS = np.geomspace(0.4, 2.5, 23)

Progress = Callable[[str, float], None]
"""Hears what is under way and the share of it that is done."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a head was made from, and how good it was on conversations that it hadn't seen."""

    resolutions: int
    moments: int
    """Of these conversations that taught something, those with nothing to do included."""
    actions: int
    left_out: tuple[str, ...]
    """Actions of the catalogue that were done too rarely to learn."""
    accuracy: float
    weighted_f1: float
    within_three: float
    """Share of the moments with an action at which it is among the three likeliest."""
    majority: float
    """The accuracy of always saying the most frequent action."""
    shown: float
    """Share of all moments at which it is sure enough to show something."""
    right_when_shown: float
    """Share of these at which what was done is among the three."""


@dataclass(frozen=True, slots=True)
class Likely:
    """What a head says about one place."""

    chances: Mapping[str, float]
    """Of each action it knows, 0..1; what is left to 1 is the chance that nothing is done."""
    sure: bool
    """False where it was wrong too often when it was as unsure as this: then none of them is shown."""
    resolutions: int
    """That it learned from."""


@dataclass(frozen=True, slots=True)
class Head:
    """Answers in less than a millisecond."""

    actions: tuple[str, ...]
    """The classes, ``NOTHING`` among them."""
    keys: Ints
    """Hashed features, ascending; one for each row of the network's words."""
    network: Network
    heat: float
    """By which the network's logits are divided, so that its shares are chances."""
    floor: float
    """The least sum of the three best chances at which something is shown; above 1 where nothing ever is."""
    data: str
    """Digest of the resolutions it was made from."""
    figures: Figures

    def likely(self, place: Place) -> Likely:
        """The chances of what comes next."""
        chances = softmax(self.network.logits(Rows.of([_row(place, self.keys)])) / np.float32(self.heat))[0]
        known = {a: float(c) for a, c in zip(self.actions, chances, strict=True) if a != NOTHING}
        sure = sum(sorted(known.values())[-_TOP:]) >= self.floor
        return Likely(known, sure, self.figures.resolutions)

    def gone(self, catalogue: Collection[str]) -> tuple[str, ...]:
        """Actions it knows that the catalogue no longer holds."""
        return tuple(a for a in self.actions if a != NOTHING and a not in catalogue)

    def packed(self) -> bytes:
        """As one NPZ file of plain arrays."""
        told = {"format": FORMAT, "actions": self.actions, "heat": self.heat, "floor": self.floor, "data": self.data,
                "figures": asdict(self.figures)}  # fmt: skip
        file = io.BytesIO()
        np.savez(
            file,
            told=np.frombuffer(json.dumps(told).encode(), np.uint8),
            keys=self.keys.astype(np.uint32),
            words=self.network.words.astype(np.float16),
            bend=self.network.bend,
            out=self.network.out,
        )
        return file.getvalue()


def read(packed: bytes) -> Head | None:
    """A stored head; None for one of another format, or that can't be read."""
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as file:
            told = json.loads(file["told"].tobytes())
            if told["format"] != FORMAT:
                return None
            words = file["words"].astype(np.float32)
            network = Network(words, file["bend"], file["out"])
            keys = file["keys"].astype(np.int64)
        figures = Figures(**told["figures"] | {"left_out": tuple(told["figures"]["left_out"])})
        return Head(tuple(told["actions"]), keys, network, told["heat"], told["floor"], told["data"], figures)
    except (ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile):
        return None


def learn(
    resolutions: Sequence[Resolution], catalogue: Collection[str], *, seed: int = 1, told: Progress = lambda *_: None
) -> Head:
    """A head for the actions of the catalogue, judged on conversations left out. The same input gives the same head.

    Takes two minutes for 20,000 moments. Raises InvalidInput, in words, where the data is too thin.
    """
    used = _that_held(resolutions)
    moments = _moments(used, catalogue)
    done_in: Counter[str] = Counter()
    for n in range(len(used)):
        done_in.update({action for _, action in moments[n] if action != NOTHING})
    known = sorted(a for a, count in done_in.items() if count >= LEAST_EACH)
    with_action = sum(any(a in known for _, a in m) for m in moments)
    if with_action < LEAST_CONVERSATIONS or len(known) < LEAST_ACTIONS:
        raise InvalidInput(
            f"too little to learn from: {with_action} solved resolutions with an action of the catalogue that was "
            f"done in {LEAST_EACH} or more, and {len(known)} such actions; it takes {LEAST_CONVERSATIONS} and "
            f"{LEAST_ACTIONS}. Put resolutions with their 'actions', and the actions into the catalogue"
        )
    classes = (NOTHING, *known)
    flat = [(n, signs(p), classes.index(a)) for n, m in enumerate(moments) for p, a in m if a in classes]
    groups = np.array([zlib.crc32(used[n].id.encode()) % _FOLDS for n, _, _ in flat])
    wanted = np.array([c for _, _, c in flat], np.int64)
    bags = [bag for _, bag, _ in flat]
    logits = np.zeros((len(bags), len(classes)), np.float32)
    for fold in range(_FOLDS):
        seen, unseen = np.flatnonzero(groups != fold), np.flatnonzero(groups == fold)
        if len(seen) and len(unseen):
            keys, network = _trained(
                bags, seen, wanted, len(classes), seed=seed, told=_said(told, f"fold {fold + 1}/{_FOLDS}")
            )
            logits[unseen] = network.logits(Rows.of([_columns(bags[n], keys) for n in unseen]))
    heat = _heat(logits, wanted)
    left_out = tuple(sorted(set(catalogue) - set(known)))
    floor, figures = _judged(logits / np.float32(heat), wanted, len(used), left_out)
    keys, network = _trained(bags, np.arange(len(bags)), wanted, len(classes), seed=seed, told=_said(told, "all"))
    return Head(classes, keys, network, heat, floor, _digest(used), figures)


def _that_held(resolutions: Sequence[Resolution]) -> list[Resolution]:
    """Those that solved it for good, by id; of very many the latest."""
    held = [r for r in resolutions if r.outcome.solved and not r.outcome.reopened]
    held.sort(key=lambda r: (-r.outcome.closed_at.timestamp() if r.outcome.closed_at else 0.0, r.id))
    most, count = 0, 0
    for r in held:
        count += len(r.messages) + len(r.actions)
        if count > MOST_EXAMPLES:
            break
        most += 1
    return sorted(held[:most], key=lambda r: r.id)


def _moments(used: Sequence[Resolution], catalogue: Collection[str]) -> list[list[tuple[Place, str]]]:
    """For each conversation its moments that teach; an action that is not in the catalogue was done, but isn't one."""
    known = {NOTHING, *catalogue}
    return [[(p, a) for p, a in examples(r) if a in known] for r in used]


def _said(told: Progress, stage: str) -> Callable[[float], None]:
    return lambda share: told(stage, share)


def _trained(
    bags: Sequence[Mapping[int, float]],
    of: Ints,
    wanted: Ints,
    classes: int,
    *,
    seed: int,
    told: Callable[[float], None],
) -> tuple[Ints, Network]:
    counted: Counter[int] = Counter()
    for n in of:
        counted.update(bags[n].keys())
    keys = np.array(sorted(k for k, count in counted.items() if count >= _RARE), np.int64)
    rows = Rows.of([_columns(bags[n], keys) for n in of])
    return keys, train(rows, wanted[of], columns=len(keys), classes=classes, seed=seed, told=told)


def _row(place: Place, keys: Ints) -> tuple[Ints, Floats]:
    return _columns(signs(place), keys)


def _columns(bag: Mapping[int, float], keys: Ints) -> tuple[Ints, Floats]:
    """The features that are known, as columns with their values."""
    if not len(keys):
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    asked = np.fromiter(bag.keys(), np.int64, len(bag))
    value = np.fromiter(bag.values(), np.float32, len(bag))
    at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    known = keys[at] == asked
    return at[known], value[known]


def _heat(logits: Floats, wanted: Ints) -> float:
    """What makes the shares chances: the least surprise about what was left out (Guo et al. 2017)."""

    def surprise(heat: float) -> float:
        chances = softmax(logits / np.float32(heat))[np.arange(len(wanted)), wanted]
        return float(-np.log(np.maximum(chances, 1e-9)).mean())

    return float(min(_HEATS, key=surprise))


def _judged(logits: Floats, wanted: Ints, resolutions: int, left_out: tuple[str, ...]) -> tuple[float, Figures]:
    """From how sure on something is shown, and the figures. Column 0 is ``NOTHING``."""
    chances = softmax(logits)[:, 1:]
    order = np.argsort(-chances, axis=1, kind="stable")[:, :_TOP]
    sureness = np.take_along_axis(chances, order, 1).sum(axis=1)
    within = (order == wanted[:, None] - 1).any(axis=1)
    least = threshold([Judged(float(s), bool(w), True) for s, w in zip(sureness, within, strict=True)], wrong=_WRONG)
    floor = 2.0 if least is None else least
    shown = sureness >= floor
    acted = wanted > 0
    truth, first = wanted[acted] - 1, order[acted, 0]
    return floor, Figures(
        resolutions=resolutions,
        moments=len(wanted),
        actions=logits.shape[1] - 1,
        left_out=left_out,
        accuracy=round(float((truth == first).mean()), 4),
        weighted_f1=round(weighted_f1(truth, first), 4),
        within_three=round(float(within[acted].mean()), 4),
        majority=round(float(np.bincount(truth).max() / len(truth)), 4),
        shown=round(float(shown.mean()), 4),
        right_when_shown=round(float(within[shown].mean()), 4) if shown.any() else 0.0,
    )


def weighted_f1(truth: Ints, said: Ints) -> float:
    """The mean of each class's F1, weighted by how often it is true."""
    total = 0.0
    for c in np.unique(truth):
        right = float(((truth == c) & (said == c)).sum())
        total += float((truth == c).sum() * 2 * right / ((truth == c).sum() + (said == c).sum()))
    return total / len(truth)


def _digest(used: Sequence[Resolution]) -> str:
    made = hashlib.sha256()
    for r in used:
        made.update(r.model_dump_json(exclude={"updated_at", "source"}).encode() + b"\n")
    return made.hexdigest()
