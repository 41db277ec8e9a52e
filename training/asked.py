"""Questions made from the records: about fields that a record has, and about what no record says."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what would answer it: a document and the beginnings of headings there, or nothing at all."""

    text: str
    document_id: str | None
    headings: tuple[str, ...] = ()


# What clusters are asked for: field, headings of the sheet that answer, wordings.
CLUSTER = (
    ("turnover", ("Competitiveness",), ("What is the turnover of {n}?", "{n} sales per year", "How much does {n} sell in a year?")),
    ("exports", ("Competitiveness",), ("How much does {n} export?", "{n} exports", "What were the exports of {n}?")),
    ("employment", ("Units",), ("How many people work in {n}?", "{n} employment", "How many jobs are there in {n}?")),
    ("units", ("Units",), ("How many units are in {n}?", "number of firms {n}", "How many workshops does {n} have?")),
    ("production", ("Competitiveness",), ("What is the output of {n}?", "{n} production per year")),
    ("institutions", ("Collective",), ("Which associations are there in {n}?", "{n} association name")),
    ("interventions", ("What was tried",), ("What was tried in {n}?", "Which projects were run in {n} and what did they cost?")),
    ("outcomes", ("What came of it",), ("What came of the projects in {n}?", "Did the interventions in {n} work?")),
    ("lessons", ("Lessons",), ("What can be learned from {n}?",)),
    ("problems", ("Problems",), ("What problems does {n} have?", "{n} problems")),
)  # fmt: skip
SCHEME = (
    ("documents", ("Documents",), ("Which documents are needed for {n}?", "{n} documents list")),
    ("process", ("How to apply",), ("How do I apply for {n}?", "{n} application steps")),
    ("timelines", ("How to apply", "How long"), ("How long does approval under {n} take?",)),
    ("contacts", ("Where to ask",), ("What is the portal of {n}?", "{n} helpline")),
    ("components", ("How much", "Conditions", "What it is for"), ("What does {n} pay for?", "How much help does {n} give?")),
    ("applicants", ("Who can apply",), ("Who can apply for {n}?", "{n} who is eligible to apply")),
    ("status", ("Is it open",), ("Is {n} open now?", "{n} still running?")),
)  # fmt: skip
NOWHERE_CLUSTER = (
    "Who is the president of the association in {n}?", "What is the literacy rate of workers in {n}?",
    "What was the rainfall in {n} last year?", "How many trade unions are registered in {n}?",
    "What do workers in {n} earn in an hour in 2027?", "Which bank branch serves {n}?", "How many robots does {n} use?",
    "{n} budget 2028", "Who wrote the project report of {n}?",
)  # fmt: skip
NOWHERE_SCHEME = (
    "Who signed the guidelines of {n}?", "How many applications did {n} get in 2027?", "What is the budget of {n} for 2028?",
    "Who is the director in charge of {n}?", "What share of {n} loans went bad?", "On what date will {n} be approved again?",
    "What is the phone number of the officer for {n}?", "How many women used {n} last month?", "{n} last date this year",
)  # fmt: skip
NO_RECORD = (
    "How many units are in the {t} cluster?", "What is the turnover of the {t} cluster?", "What did the {t} common facility cost?",
    "Which problems did the {t} units have?", "{t} cluster exports", "How did {t} clean its waste water?",
)  # fmt: skip


def asked(corpus: Path, seed: int) -> list[Asked]:
    """All made questions, each record asked for a few fields it has, fields it has not, and things nobody states."""
    chance = random.Random(seed)
    found: list[Asked] = []
    for folder, fields, nowhere in (
        ("clusters", CLUSTER, NOWHERE_CLUSTER),
        ("schemes", SCHEME, NOWHERE_SCHEME),
    ):
        for path in sorted((corpus / folder).glob("*.yaml")):
            record = yaml.safe_load(path.read_text("utf-8"))
            found += _of_record(record, fields, nowhere, chance)
    found += _of_towns(corpus, chance)
    chance.shuffle(found)
    return found


def _of_record(
    record: dict[str, Any], fields: tuple[Any, ...], nowhere: tuple[str, ...], chance: random.Random
) -> Iterator[Asked]:
    name_of = lambda: chance.choice([record["name"].split("(")[0].strip(), *record.get("aliases", [])[:2]])  # noqa: E731
    identity = record.get("id") or record["slug"]
    for field, headings, wordings in chance.sample(fields, 4):
        text = chance.choice(wordings).format(n=name_of())
        yield Asked(text, identity, headings) if record.get(field) else Asked(text, None)
    for wording in chance.sample(nowhere, 2):
        yield Asked(wording.format(n=name_of()), None)


def _of_towns(corpus: Path, chance: random.Random) -> Iterator[Asked]:
    """Questions about towns that no record is about."""
    held = " ".join(path.stem for path in (corpus / "clusters").glob("*.yaml"))
    rows = (corpus / "places" / "towns_lgd.csv").read_text("utf-8").splitlines()[1:]
    towns = [row.split(",")[1].title() for row in rows]
    for town in chance.sample([town for town in towns if town.lower() not in held and town.isalpha()], 80):
        yield Asked(chance.choice(NO_RECORD).format(t=town), None)
