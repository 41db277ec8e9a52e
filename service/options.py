"""The command line's grammar: which commands there are and what each takes."""

import argparse
from importlib.metadata import version
from pathlib import Path

FILTERS = (
    ("--kind", "only documents of this kind (repeatable)"),
    ("--state", "only documents about this State (repeatable)"),
    ("--sector", "only documents about this sector (repeatable)"),
    ("--document", "only this document, by its id (repeatable)"),
)

CASE_FILTERS = (
    ("--sector", "only cases of this sector, as leather"),
    ("--theme", "only cases on this theme, as effluent or idle (docs/explanation/precedents.md)"),
    ("--state", "only cases of this State, or of this country"),
    ("--scheme", "only cases under this scheme, as IIUS"),
    ("--funding", "only cases paid by: central, state, members, loan, donor"),
    ("--outcome", "only cases whose outcome is: known, not_known"),
    ("--result", "only cases that ended: worked, mixed, failed, unknown (our reading)"),
    ("--kind", "only: cluster, work, extracted"),
)


def parser() -> argparse.ArgumentParser:
    """The whole grammar. ``samuh COMMAND --help`` prints a command's part of it."""
    top = argparse.ArgumentParser(
        prog="samuh",
        description="Cited answers about India's small-firm clusters and the schemes meant for them.",
        epilog="Settings: SAMUH_* variables, see docs/reference/settings.md. Results go to standard output, "
        "the rest to standard error.",
    )
    top.add_argument("--version", action="version", version=f"samuh {version('samuh')}")
    top.add_argument("--library", type=Path, metavar="DIR", help="folder of documents, index and database")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _ingest(commands)
    _search(commands)
    _ask(commands)
    _assess(commands)
    _documents(commands)
    _evaluate(commands)
    _calibrate(commands)
    _check(commands)
    _fetch(commands)
    _coverage(commands)
    _serve(commands)
    _worker(commands)
    _people(commands)
    _helpline(commands)
    _literature(commands)
    _precedents(commands)
    _brief(commands)
    _verify(commands)
    return top


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    # The folder may stand before or behind the command; what is not given behind must not undo what was before.
    made.add_argument(
        "--library", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="as before the command"
    )
    made.add_argument("--json", action="store_true", help="one JSON object a line")
    return made


def _asking(made: argparse.ArgumentParser, what: str) -> None:
    made.add_argument("text", nargs="*", metavar=what, help="the words; several are joined")
    made.add_argument(
        "--batch", metavar="FILE", help='a file of {"id", "text"} objects, one a line; - is standard input'
    )
    made.add_argument("--year-from", type=int, metavar="YEAR", help="only documents of this year or later")
    made.add_argument("--year-to", type=int, metavar="YEAR", help="only documents of this year or earlier")
    for name, text in FILTERS:
        made.add_argument(name, action="append", default=[], metavar=name[2:].upper(), help=text)


def _ingest(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(commands, "ingest", "read documents and put their passages into the index")
    made.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files and folders; without any, the shipped corpus",
    )


def _search(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(commands, "search", "find passages")
    _asking(made, "QUERY")
    made.add_argument("--limit", type=int, default=10, metavar="N", help="most hits (default 10)")


def _ask(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(commands, "ask", "answer a question with cited passages")
    _asking(made, "QUESTION")
    made.add_argument(
        "--after",
        action="append",
        default=[],
        metavar="QUESTION",
        help="an earlier question of the same talk (repeatable)",
    )


def _assess(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(commands, "assess", "say which scheme components a group qualifies for, and for how much")
    made.add_argument("--text", metavar="WORDS", help="the group in its own words")
    made.add_argument(
        "--facts",
        type=Path,
        metavar="FILE",
        help="a JSON object of facts, by their names in corpus/facts.yaml",
    )
    made.add_argument(
        "--scheme", action="append", default=[], metavar="ID", help="only this scheme (repeatable)"
    )
    made.add_argument("--as-of", metavar="DAY", help="the day to decide for, as 2026-11-22 (default today)")
    made.add_argument(
        "--batch",
        metavar="FILE",
        help='a file of {"id", "text", "facts"} objects, one a line; - is standard input',
    )


def _documents(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(commands, "documents", "list the library's documents, show or remove one, or compare two")
    made.add_argument(
        "action",
        nargs="?",
        choices=("list", "show", "remove", "diff"),
        default="list",
        help="what to do (default list)",
    )
    made.add_argument("id", nargs="?", help="the document's id, for show, remove and diff")
    made.add_argument("other", nargs="?", help="for diff: the id of the newer document")


def _evaluate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(commands, "evaluate", "measure retrieval or answers on a set of questions")
    made.add_argument(
        "set",
        type=Path,
        nargs="?",
        metavar="SET",
        help="folder with corpus.jsonl, queries.jsonl and qrels.tsv, or a file of gold questions",
    )
    made.add_argument("--split", choices=("tune", "report"), help="only this part of the gold questions")
    made.add_argument(
        "--cache", type=Path, metavar="DIR", help="keep the index of a folder's texts there for the next run"
    )
    made.add_argument(
        "--refusal",
        action="store_true",
        help="of a folder that holds qa.jsonl, too: measure which of its questions are answered and which refused",
    )
    made.add_argument("--failures", action="store_true", help="list the questions that were not met")
    made.add_argument("--explain", metavar="ID", help="say which step lost this question's answer, and why")
    made.add_argument("--save", type=Path, metavar="FILE", help="keep the run there, for --compare")
    made.add_argument(
        "--compare", type=Path, nargs=2, metavar=("A", "B"), help="test the difference of two kept runs"
    )


def _calibrate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(
        commands,
        "calibrate",
        "find the limits of answering on the tune half of gold questions, and report on the other",
    )
    made.add_argument(
        "set", type=Path, nargs="?", metavar="SET", help="file of gold questions (default: the corpus's own)"
    )
    made.add_argument("--write", action="store_true", help="store the limits where answers read them")


def _check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(commands, "check", "check the corpus, the library and the citations of answers")
    made.add_argument(
        "--citations",
        type=Path,
        metavar="FILE",
        help="results of ask --batch whose quotes are compared with the documents",
    )


def _fetch(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(
        commands, "fetch", "fetch original documents of the catalogue from the web and ingest them"
    )
    made.add_argument("ids", nargs="*", metavar="ID", help="documents, by their ids in the catalogue")
    made.add_argument(
        "--supports",
        action="append",
        default=[],
        metavar="RECORD",
        help="all that bear out this scheme, cluster or work (repeatable)",
    )
    made.add_argument("--all", action="store_true", help="every original that has an address")
    made.add_argument(
        "--list", action="store_true", help="list the originals and whether they are held; fetch nothing"
    )
    made.add_argument("--dry-run", action="store_true", help="say what would be fetched; fetch nothing")


def _coverage(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(
        commands, "coverage", "say how many conditions of each scheme can be checked, and which not"
    )
    made.add_argument("schemes", nargs="*", metavar="SCHEME", help="schemes, by their ids; without any, all")


def _serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(commands, "serve", "serve pages and API")
    made.add_argument("--host", help="address to listen on (default 127.0.0.1)")
    made.add_argument("--port", type=int, help="port to listen on (default 8000)")
    made.add_argument(
        "--ingest-corpus", action="store_true", help="bring the index of the shipped corpus up to date first"
    )


def _worker(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(commands, "worker", "read and index uploaded files, as the service's own worker does")
    made.add_argument("--until-done", action="store_true", help="end when no file waits")


def _precedents(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(
        commands, "precedents", "find cases like yours, what came of them, and why they are similar"
    )
    made.add_argument("text", nargs="*", metavar="QUERY", help="the words; several are joined")
    made.add_argument(
        "--batch", metavar="FILE", help='a file of {"id", "text"} objects, one a line; - is standard input'
    )
    made.add_argument("--like", metavar="ID", help="more like this case, by its id")
    made.add_argument("--list", action="store_true", help="all cases; with --json every cell and its source")
    made.add_argument("--limit", type=int, default=10, metavar="N", help="most cases (default 10)")
    for name, text in CASE_FILTERS:
        made.add_argument(name, metavar=name[2:].upper(), help=text)
    made.add_argument("--year-from", type=int, metavar="YEAR", help="only cases of this year or later")
    made.add_argument("--year-to", type=int, metavar="YEAR", help="only cases of this year or earlier")
    made.add_argument(
        "--extracted", action="store_true", help="cases that rules find in the documents, to be judged"
    )
    made.add_argument("--confirm", metavar="ID", help="take an extracted case among the others")
    made.add_argument("--reject", metavar="ID", help="never offer this extracted case again")
    made.add_argument("--take-back", metavar="ID", help="forget what was said of an extracted case")


def _literature(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(commands, "literature", "find works to cite, and write references")
    made.add_argument(
        "text", nargs="*", metavar="WORDS", help="what the works are about; without any, all works"
    )
    made.add_argument("--year-from", type=int, metavar="YEAR", help="only works of this year or later")
    made.add_argument("--year-to", type=int, metavar="YEAR", help="only works of this year or earlier")
    made.add_argument(
        "--form", default="", help="only this form: article, book, report, working_paper, news, web …"
    )
    made.add_argument(
        "--origin",
        default="",
        help="only these: work (with findings), original (named by records), document (held)",
    )
    made.add_argument("--theme", default="", help="only this theme: policy, impact, cooperation, markets …")
    made.add_argument("--sort", default="", help="best (with words), name or year")
    made.add_argument(
        "--since", metavar="DAY", help="only what entered the library or changed since, as 2026-11-01"
    )
    made.add_argument("--limit", type=int, default=20, metavar="N", help="most works printed (default 20)")
    made.add_argument(
        "--format", choices=("ris", "bibtex", "csl", "text"), help="write references of all works found"
    )
    made.add_argument(
        "--style", choices=("apa", "chicago", "harvard"), default="apa", help="style of --format text"
    )


def _people(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(
        commands, "people", "list, make and change the accounts of those who work at the helpline"
    )
    made.add_argument(
        "action",
        nargs="?",
        choices=("list", "add", "role", "disable", "enable", "password", "unlock"),
        default="list",
        help="what to do (default list)",
    )
    made.add_argument("name", nargs="?", metavar="NAME", help="the account")
    roles = ("operator", "expert", "supervisor", "editor", "administrator")
    made.add_argument("--role", choices=roles, help="for add and role: what the account may do")
    made.add_argument("--full-name", metavar="WORDS", help="for add: the name that pages show")
    made.add_argument("--address", metavar="MAIL", help="for add: mail address known to the sign-in service")
    made.add_argument("--no-password", action="store_true", help="for add: sign in through the service alone")
    made.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from standard input instead of asking",
    )


def _helpline(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(
        commands,
        "helpline",
        "delete what is past its time, give out or erase what is kept of a caller, take a letter",
    )
    made.add_argument("action", choices=("purge", "export", "erase", "audit", "mail"), help="what to do")
    made.add_argument(
        "number",
        nargs="?",
        metavar="NUMBER",
        help="the caller's number or mail address; asked for where missing",
    )
    made.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="for export: write there, readable to you alone"
    )
    made.add_argument("--yes", action="store_true", help="for erase: do not ask whether that is meant")
    made.add_argument(
        "--subject", metavar="WORDS", help='for audit: only entries about it, as "case 7K3M2QZ"'
    )
    made.add_argument(
        "--limit", type=int, default=100, metavar="N", help="for audit: the latest N (default 100)"
    )


def _brief(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(commands, "brief", "make an evidence sheet on a topic, with frozen quotes")
    made.add_argument("text", nargs="+", metavar="TOPIC", help="what it is about; several words are joined")
    made.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write it there, as .docx, .pdf or .md by the name"
    )
    made.add_argument(
        "--claim", default="", metavar="WORDS", help="the claim to be tested (default: worded by the topic)"
    )
    made.add_argument("--title", default="", metavar="WORDS", help="the title (default: worded by the topic)")
    made.add_argument(
        "--passage", action="append", default=[], metavar="ID", help="make it of this passage (repeatable)"
    )
    made.add_argument(
        "--address", metavar="URL", help="where footnotes open their places (default: this machine's service)"
    )


def _verify(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = _command(
        commands,
        "verify",
        "compare the quotes of a brief with the library (exit 11: they no longer all stand; 12: the brief was altered)",
    )
    made.add_argument("file", type=Path, metavar="FILE", help="a brief, as .docx, .pdf or .md")
