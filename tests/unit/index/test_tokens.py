import subprocess
import sys

from index.tokens import storable, token_counter


def test_word_pieces_are_counted_as_the_model_cuts_them() -> None:
    count = token_counter()
    assert count("") == 0
    assert count("cluster") == 1
    assert count("clusterization") > 1


def test_a_long_text_is_counted_to_its_end() -> None:
    assert token_counter()("cluster " * 1000) == 1000


def test_a_lone_surrogate_is_counted_not_refused() -> None:
    assert token_counter()("grant \ud800") >= 1
    assert storable("केंद्र") == "केंद्र"


def test_counting_loads_no_model_library() -> None:
    code = "import sys; from index.tokens import token_counter; token_counter()('x'); assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
