"""Write the vectors of the shipped cases, their words and the themes, so that a fresh library need not wait for them.

Run it after records, gists or themes have changed: ``python scripts/precedent_vectors.py``. What is not in the file is
embedded when it is needed, so that a file that was not written again costs seconds and nothing else.
"""

from importlib.resources import files
from pathlib import Path

from service.browse.book import reader
from service.precedents.cases import cases
from service.precedents.closeness import vocabulary
from service.precedents.curation import curation
from service.precedents.texts import said
from service.precedents.thesaurus import Thesaurus
from service.precedents.vectors import SHIPPED, key_of, small, write
from service.settings import Settings
from service.wiring import embedder


def main() -> None:
    """Embed every text and write the file."""
    settings = Settings()
    model = embedder(settings)
    held = cases(reader(settings.corpus).current())
    texts = [each.text for each in said(held)]
    texts += vocabulary(texts)
    texts += Thesaurus(tuple(curation().themes.values())).texts
    vectors = small(model.embed(texts))
    path = Path(str(files("service.precedents"))) / SHIPPED
    write(path, model.sha256, {key_of(text): vector for text, vector in zip(texts, vectors, strict=True)})
    path.chmod(0o644)
    print(f"{path}: {len(texts)} texts")


if __name__ == "__main__":
    main()
