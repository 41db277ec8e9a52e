"""Cards, score sheets, gaps and reports in SQLite and in PostgreSQL."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from ingest.errors import BadRequestError
from service.database.engine import Database
from service.helpline.bar_plot import bar_plot
from service.helpline.cards import Cards, CardStatement, CardText, Cited
from service.helpline.cases import Cases
from service.helpline.errors import StaleError
from service.helpline.gaps import Gaps, Unanswered, WantedState, grouped, key_of
from service.helpline.quality import Quality, criteria, standings
from service.helpline.records import Channel, Closing, Details, Outcome, TurnKind
from service.helpline.reports import KINDS, Report, Reports, Row, Shelf, Span, as_csv, report, week_of
from service.helpline.sealing import Secrets
from service.helpline.tickets import Doing
from service.records import AnswerStatus

CITE = Cited("mse-cdp-2022", "p1", "Guidelines", 2022, "p. 12", "the grant is 70% of the project cost")
TODAY = date(2026, 11, 23)


def card_text(title: str, review_by: date = date(2027, 2, 1), **fields: object) -> CardText:
    return CardText(
        title,
        f"how much {title}",
        (CardStatement("The grant is 70%.", (CITE,)),),
        "esha",
        review_by,
        **fields,
    )


@pytest.fixture
def cases(database: Database, sealing: Secrets) -> Cases:
    return Cases(database, sealing)


# ---------------------------------------------------------------- cards


def test_only_approved_cards_are_offered_and_those_out_of_date_last(
    database: Database, now: datetime
) -> None:
    cards = Cards(database)
    old = cards.write(card_text("CFC grant rate"), "esha", now)
    new = cards.write(card_text("CFC grant"), "esha", now)
    cards.write(card_text("CFC grant draft"), "esha", now)
    cards.approve(old.id, date(2026, 12, 1), Doing(1, "esha"), now)
    cards.approve(new.id, date(2027, 12, 1), Doing(1, "esha"), now)

    def offered(day: date) -> list[int]:
        return [card.id for card in cards.offer("CFC grant rate", day)]

    assert offered(TODAY) == [old.id, new.id]
    assert offered(date(2027, 1, 1)) == [new.id, old.id], "the better fit is out of date"
    assert cards.offer("weather", TODAY) == ()
    assert cards.all(date(2027, 1, 1))[-1].id == new.id


def test_a_changed_card_is_to_be_approved_anew_and_a_withdrawn_one_is_kept(
    database: Database, now: datetime
) -> None:
    cards = Cards(database)
    card = cards.write(card_text("CFC"), "esha", now)
    cards.approve(card.id, date(2027, 1, 1), Doing(1, "esha"), now)
    assert cards.card(card.id).offered

    changed = cards.rewrite(card.id, card_text("CFC share"), Doing(2, "esha"), now)
    assert not changed.offered
    assert changed.text.statements[0].cited == (CITE,)
    with pytest.raises(StaleError, match="esha changed it"):
        cards.approve(card.id, date(2027, 1, 1), Doing(2, "sita"), now)
    cards.withdraw(card.id, Doing(3, "esha"), now)
    assert cards.card(card.id).withdrawn == now


def test_a_card_without_a_citation_is_refused(database: Database, now: datetime) -> None:
    bare = CardText("T", "", (CardStatement("The grant is 70%.", ()),), "esha", TODAY)
    with pytest.raises(BadRequestError, match="cites no document"):
        Cards(database).write(bare, "esha", now)
    with pytest.raises(BadRequestError, match="owner"):
        Cards(database).write(CardText("T", "", (), " ", TODAY), "esha", now)


# ---------------------------------------------------------------- score sheets


def test_cases_are_drawn_by_lot_and_scored_by_somebody_else(
    cases: Cases, database: Database, now: datetime
) -> None:
    for name in ["asha"] * 5 + ["ravi"]:
        case = cases.open_case(Channel.PHONE, None, name, now)
        cases.close(case.reference, Closing(Outcome.ANSWERED, by=name), case.version, now)
    quality = Quality(database, cases)
    drawn = quality.draw(now)
    assert [case.operator for case in drawn] == ["asha"] * 3 + ["ravi"]
    assert quality.draw(now) == drawn

    marks = {one.id: 2 for one in criteria()}
    quality.score(drawn[0].reference, {**marks, "doubt": 0}, " good ", "sita", now)
    assert len(quality.draw(now)) == 3, "nobody else is drawn in the place of one that is scored"
    assert standings(quality.scores())[0].mean == pytest.approx(0.8)
    with pytest.raises(BadRequestError, match="of their own"):
        quality.score(drawn[1].reference, marks, "", "asha", now)
    with pytest.raises(BadRequestError, match="from 0 to 2"):
        quality.score(drawn[1].reference, {**marks, "doubt": 3}, "", "sita", now)
    still_open = cases.open_case(Channel.PHONE, None, "asha", now)
    with pytest.raises(BadRequestError, match="still open"):
        quality.score(still_open.reference, marks, "", "sita", now)


# ---------------------------------------------------------------- gaps


def asked(question: str) -> Unanswered:
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    return Unanswered(key_of(question), question, moment, question, question, AnswerStatus.NO_EVIDENCE, ())


def test_questions_about_one_thing_stand_together() -> None:
    questions = [
        "What is the GST rate on leather shoes?",
        "GST on shoes of leather",
        "Who is the nodal officer for coir in Kerala?",
        "nodal officer of Kerala coir board?",
        "leather shoes GST rate for small units",
        "Power tariff for foundries",
    ]

    groups = [[one.question for one in group] for group in grouped([asked(text) for text in questions])]

    assert sorted(map(len, groups)) == [1, 2, 3]
    assert ["Power tariff for foundries"] in groups


def test_one_word_in_common_is_not_enough() -> None:
    assert len(grouped([asked("GST rate of bricks"), asked("bank rate for honey")])) == 2


def test_a_gap_is_closed_when_its_document_is_found(cases: Cases, database: Database, now: datetime) -> None:
    def ask(question: str, status: str) -> None:
        case = cases.open_case(Channel.SMS, None, None, now)
        kept = {"question": question, "status": status, "understood": None, "hits": [{"document_id": "d1"}]}
        cases.add_turn(case.reference, TurnKind.ANSWER, kept, now)

    ask("GST on leather shoes", "no_evidence")
    ask("gst on leather shoes", "partly_answered")
    ask("coir nodal officer", "no_evidence")
    ask("grant of SFURTI", "answered")
    gaps = Gaps(database)
    first, second = gaps.groups()
    assert (first.callers, first.nearest, second.name) == (2, ("d1",), "coir nodal officer")

    wanted = gaps.want(first.key, "GST notification", "gst.gov.in", "esha", now)
    assert gaps.groups()[0].wanted == (wanted,)
    gaps.move(wanted.id, WantedState.FOUND, Doing(1, "esha"), now)
    assert [gap.closed for gap in gaps.groups()] == [False, True]
    assert gaps.groups(now + timedelta(days=1)) == ()
    with pytest.raises(BadRequestError, match="Name the document"):
        gaps.want(first.key, " ", "", "esha", now)


# ---------------------------------------------------------------- reports


def test_cases_are_counted_in_each_way(cases: Cases, database: Database, now: datetime) -> None:
    for state, outcome, minutes in (
        ("Assam", Outcome.ANSWERED, 4),
        ("Assam", Outcome.NOT_KNOWN, 8),
        (None, None, 0),
    ):
        caller = cases.keep_caller(None, Details(state=state), now) if state else None
        case = cases.open_case(Channel.PHONE, caller.id if caller else None, "asha", now)
        if outcome:
            kept = {
                "status": "answered",
                "citations": [{"document_id": "sfurti"}, {"document_id": "tirupur"}],
            }
            cases.add_turn(case.reference, TurnKind.ANSWER, kept, now)
            cases.close(case.reference, Closing(outcome, minutes=minutes, by="asha"), case.version, now)
    shelf = Shelf({"sfurti": "SFURTI"}, {"tirupur": "textiles"})
    counted = Reports(database).cases(Span(now, now + timedelta(days=1)), shelf)

    assert report("state", counted).rows == (Row("Assam", 2, 1, 6.0), Row("not told", 1, 0, None))
    assert report("scheme", counted).rows == (Row("SFURTI", 2, 1, 6.0), Row("none cited", 1, 0, None))
    assert report("sector", counted).rows[0].name == "textiles"
    assert {row.name for row in report("outcome", counted).rows} == {"answered", "not_known", "still open"}
    assert report("week", counted).rows == (Row("2026-11-23", 3, 1, 6.0),)
    assert Reports(database).cases(Span(end=now), shelf) == ()
    assert all(report(by, counted).rows for by in KINDS)


def test_a_week_begins_on_monday_in_india() -> None:
    assert week_of(datetime(2026, 11, 22, 18, 29, tzinfo=UTC)) == "2026-11-16"
    assert week_of(datetime(2026, 11, 22, 18, 30, tzinfo=UTC)) == "2026-11-23"


def test_tables_and_plots_are_safe_to_open() -> None:
    made = Report("state", "State", (Row('=cmd|"/c calc"', 2, 1, None), Row("<script>", 1, 0, 3.5)))

    assert as_csv(made).splitlines()[1] == '"\'=cmd|""/c calc""",2,1,'
    assert "<script>" not in bar_plot(made)
    assert bar_plot(Report("state", "State", ())) == ""


def wordings(*questions: str) -> list[Unanswered]:
    """Questions, newest first."""
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return [Unanswered(key_of(q), "7K3M2QZ", at, q, q, AnswerStatus.NO_EVIDENCE, ()) for q in questions]


def names(groups: list[list[Unanswered]]) -> list[list[str]]:
    return [[one.question for one in group] for group in groups]


def test_questions_that_mean_the_same_stand_together_though_they_share_no_word() -> None:
    lab, rooms, moon, odd = "lab for pump sets", "testing rooms for motors", "moon rent", "testing rooms"
    questions = wordings(odd, moon, rooms, lab)
    directions = {lab: (1.0, 0.0, 0.0), rooms: (0.8, 0.6, 0.0), moon: (0.0, 0.0, 1.0)}
    meant = {key_of(text): np.array(row, dtype=np.float32) for text, row in directions.items()}
    together = [[odd, rooms, lab], [moon]]
    assert names(grouped(questions, meant)) == together, "one without a meaning goes by its words"
    assert names(grouped(questions, meant)) == names(grouped(list(questions), dict(reversed(meant.items()))))
    assert names(grouped(questions)) == [[lab], [odd, rooms], [moon]], "by words alone"


def test_the_meaning_is_read_once_for_each_wording_and_not_needed(cases: Cases, database, now) -> None:
    case = cases.open_case(Channel.PHONE, None, "ravi", now)
    for question in ("moon rent", "moon rent", "lunar lease"):
        content = {"question": question, "status": "no_evidence", "hits": []}
        cases.add_turn(case.reference, TurnKind.ANSWER, content, now, "g-1")
    read: list[str] = []

    def directions(texts):
        read.extend(texts)
        return np.ones((len(texts), 2), dtype=np.float32) / np.sqrt(2, dtype=np.float32)

    assert len(Gaps(database).groups(read=directions)) == 1
    assert sorted(read) == ["lunar lease", "moon rent"]
    assert len(Gaps(database).groups(read=lambda texts: None)) == 2, "no model is warm"
