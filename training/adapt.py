"""Teaches the embedding model to read the questions of this field; see README.md.

Passages keep their vectors, so only questions run through the model: some minutes on one processor core.
"""

import argparse
import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from asked_pairs import Asked, Shelf, gold_questions, questions, shelf
from general import docstrings, kept_texts
from lora import LowRank, adapted, encode, encode_all, save
from torch import nn

from index.fuse import SENTENCE_WEIGHT, WORD_WEIGHT, fuse, with_sentences
from index.tokens import tokenizer
from service.settings import ROOT, load
from service.wiring import desk

TEMPERATURE = 0.05
WRITTEN = 6.0  # how often a hand-written pair is drawn for each filled-in one
RAW = 0.15  # share of questions read as typed, not put into the library's words first
GENERAL = 12  # general texts a step
SHORT = 24  # word pieces of the general texts drawn: questions are short
PROXY = 500  # docstrings searched
FAR = -1e9


class Meaning:
    """The meaning arm as it is used: a passage's own cosine and that of its best sentence."""

    def __init__(self, held: Shelf) -> None:
        """Keep the library's vectors as tensors."""
        self.passages, self.sentences = torch.tensor(held.passages), torch.tensor(held.sentences)
        counts = np.diff(held.starts)
        self.owner = torch.tensor(np.repeat(np.arange(len(counts)), counts))
        self.bare = torch.tensor(counts == 0)
        self.unjudged = torch.tensor(held.unjudged)

    def __call__(self, questions: torch.Tensor) -> torch.Tensor:
        """One value for each question and passage."""
        whole = questions @ self.passages.T
        single = questions @ self.sentences.T
        best = torch.full_like(whole, -2.0).scatter_reduce(
            1, self.owner.expand(len(single), -1), single, "amax", include_self=True
        )
        return (1 - SENTENCE_WEIGHT) * whole + SENTENCE_WEIGHT * torch.where(self.bare, whole, best)


class Lesson:
    """What is learnt from: questions with the passages that answer them, and general texts to be left alone."""

    def __init__(self, asked: Sequence[Asked], held: Shelf, seed: int) -> None:
        """Draw with a generator of the seed; the base vectors are worked out here."""
        self.asked = [one for one in asked if not one.held_out]
        self.meaning = Meaning(held)
        self.chance = np.random.default_rng(seed)
        self.general = [text for text in kept_texts(seed) if len(tokenizer().encode(text).ids) <= SHORT]
        base, _ = adapted(1, ())
        self.kept = torch.tensor(encode_all(base, self.general))
        self.before = torch.tensor(encode_all(base, [one.search for one in self.asked]))
        weights = np.array([WRITTEN if one.written else 1.0 for one in self.asked])
        self.weights = weights / weights.sum()

    def losses(self, model: nn.Module, batch: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Finding the right passages among all; how far general texts moved; how far our questions moved."""
        drawn = self.chance.choice(len(self.asked), batch, p=self.weights)
        raw = self.chance.random(batch) < RAW
        some = [self.asked[n] for n in drawn]
        texts = [one.typed if typed else one.search for one, typed in zip(some, raw, strict=True)]
        vectors = encode_sorted(model, texts)
        others = self.chance.choice(len(self.general), GENERAL, replace=False)
        general = encode(model, [self.general[n] for n in others])
        moved = 1 - (vectors * self.before[drawn]).sum(1)[torch.tensor(~raw)]
        return (
            self.finding(vectors, some, raw),
            (1 - (general * self.kept[others]).sum(1)).mean(),
            moved.mean(),
        )

    def finding(self, vectors: torch.Tensor, some: Sequence[Asked], raw: np.ndarray) -> torch.Tensor:
        """Cross-entropy of the likeliest right passage against all passages.

        For half of the questions the words vote as they will: what they find need not be learnt.
        """
        scores = self.meaning(vectors)
        right = torch.zeros(scores.shape, dtype=torch.bool)
        voted = ~raw & (self.chance.random(len(some)) < 0.5)
        words = np.zeros(tuple(scores.shape), dtype=np.float32)
        for row, one in enumerate(some):
            right[row, list(one.right)] = True
            words[row, one.numbers] = one.shares * voted[row]
        scores = (scores + WORD_WEIGHT * torch.tensor(words)) / TEMPERATURE
        scores = scores.masked_fill(self.meaning.unjudged & ~right, FAR)
        return -torch.log_softmax(scores, 1).masked_fill(~right, FAR).amax(1).mean()


def encode_sorted(model: nn.Module, texts: Sequence[str]) -> torch.Tensor:
    """``encode`` in two batches by length, so that short questions are not padded to the longest."""
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    cut = len(order) * 2 // 3
    parts = [encode(model, [texts[n] for n in part]) for part in (order[:cut], order[cut:])]
    return torch.cat(parts)[torch.tensor(np.argsort(order))]


def learn(model: nn.Module, changed: dict[str, LowRank], lesson: Lesson, args: argparse.Namespace) -> None:
    """Fit the thin matrices; prints the mean losses every 25 steps."""
    weights = [weight for layer in changed.values() for weight in (layer.down, layer.up)]
    optimiser = torch.optim.AdamW(weights, lr=args.rate, weight_decay=0.01)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min(1.0, (n + 1) / 40) * 0.5 * (1 + np.cos(np.pi * n / args.steps))
    )
    start, seen = time.perf_counter(), []
    for step in range(1, args.steps + 1):
        finding, general, moved = lesson.losses(model, args.batch)
        optimiser.zero_grad()
        (finding + args.keep * general + args.near * moved).backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        pace.step()
        seen.append([float(loss.detach()) for loss in (finding, general, moved)])
        if step % 25 == 0:
            means = " ".join(f"{mean:.4f}" for mean in np.mean(seen[-25:], axis=0))
            print(f"step {step}: {means} ({time.perf_counter() - start:.0f} s)", flush=True)


def ranks(vectors: np.ndarray, asked: Sequence[Asked], held: Shelf) -> np.ndarray:
    """The rank of the first right passage of each question, by both arms as they are fused."""
    found = []
    counts = np.diff(held.starts)
    some = counts > 0
    for vector, one in zip(vectors, asked, strict=True):
        cosines = (held.passages @ vector).astype(float)
        best = cosines.copy()
        best[some] = np.maximum.reduceat(held.sentences @ vector, held.starts[:-1][some])
        shares = np.zeros(len(cosines))
        shares[one.numbers] = one.shares
        scores = fuse(with_sentences(cosines, best), shares)
        found.append(1 + int((scores > scores[list(one.right)].max()).sum()))
    return np.array(found)


def report(title: str, model: nn.Module, asked: Sequence[Asked], held: Shelf) -> None:
    """Print Recall@5 and mean reciprocal rank of each group, then of all."""
    found = ranks(encode_all(model, [one.search for one in asked]), asked, held)
    groups = [*sorted({one.group for one in asked}), None]
    for group in groups:
        picked = found[[group in (None, one.group) for one in asked]]
        print(
            f"{title} {group or 'all'}: {len(picked)} questions, Recall@5 {np.mean(picked <= 5):.3f}, "
            f"MRR {np.mean(1 / picked):.3f}",
            flush=True,
        )


def report_general(title: str, model: nn.Module, seed: int) -> None:
    """Print how well a docstring is found by its first line: a search that has nothing to do with the field."""
    pairs = docstrings(PROXY, seed)
    base, _ = adapted(1, ())
    scores = (
        encode_all(model, [first for first, _ in pairs]) @ encode_all(base, [rest for _, rest in pairs]).T
    )
    found = 1 + (scores > np.diag(scores)[:, None]).sum(1)
    print(f"{title} docstrings: {len(pairs)}, MRR {np.mean(1 / found):.4f}", flush=True)


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--library", type=Path, required=True, help="holds the corpus and the literature")
    options.add_argument("--out", type=Path, default=ROOT / "index" / "questions.npz")
    options.add_argument("--steps", type=int, default=300)
    options.add_argument("--batch", type=int, default=32)
    options.add_argument("--rank", type=int, default=8)
    options.add_argument("--first-layer", type=int, default=3, help="layers below it stay as they are")
    options.add_argument("--rate", type=float, default=2e-3)
    options.add_argument("--keep", type=float, default=50.0, help="weight of leaving general texts alone")
    options.add_argument("--near", type=float, default=1.0, help="weight of staying near on our questions")
    options.add_argument("--seed", type=int, default=7)
    return options.parse_args()


def main() -> None:
    """Read, measure, learn, measure, write."""
    args = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    made = desk(load(library=args.library))
    made.warm_up()
    library = made.library()
    held = shelf(library)
    asked, tune = questions(library, args.seed), gold_questions(library, "tune")
    apart = [one for one in asked if one.held_out]
    model, changed = adapted(args.rank, range(args.first_layer, 6))
    for title in ("before", "after"):
        if title == "after":
            learn(model, changed, Lesson(asked, held, args.seed), args)
        report(f"{title}, held out,", model, apart, held)
        report(f"{title}, gold tune,", model, tune, held)
        report_general(title, model, args.seed)
    save(args.out, changed)
    print(f"{args.out}: sha256 {hashlib.sha256(args.out.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
