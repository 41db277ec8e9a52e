"""Sealing: nothing is readable without the key, and the key is kept from others."""

import multiprocessing
import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from ingest.errors import SettingsError
from service.helpline.errors import HelplineError
from service.helpline.sealing import FILE, Secrets, secrets_of


def test_what_is_sealed_comes_back_and_looks_different_each_time(sealing: Secrets) -> None:
    first, second = sealing.seal("आशा +919876543210"), sealing.seal("आशा +919876543210")
    assert first != second
    assert sealing.unseal(first) == sealing.unseal(second) == "आशा +919876543210"


def test_the_hash_is_the_same_for_the_same_key_and_another_for_another() -> None:
    key, other = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    assert Secrets(key).hashed("+91987") == Secrets(key).hashed("+91987")
    assert Secrets(key).hashed("+91987") != Secrets(other).hashed("+91987")
    assert Secrets(key).hashed("+91987") != Secrets(key).hashed("+91988")


def test_another_key_opens_nothing_and_says_so(sealing: Secrets) -> None:
    with pytest.raises(HelplineError, match="another key"):
        Secrets(Fernet.generate_key().decode()).unseal(sealing.seal("Asha"))


@pytest.mark.parametrize("key", ["short", "0" * 44, "é" * 44])
def test_what_is_no_key_is_refused_without_being_repeated(key: str) -> None:
    with pytest.raises(SettingsError, match="SAMUH_HELPLINE_KEY") as refused:
        Secrets(key)
    assert key not in str(refused.value)


def test_the_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    first = secrets_of(tmp_path / "new")
    assert secrets_of(tmp_path / "new").unseal(first.seal("Asha")) == "Asha"
    assert stat.S_IMODE((tmp_path / "new" / FILE).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == [FILE]


def hashed(folder: Path) -> str:
    return secrets_of(folder).hashed("+919876543210")


def test_processes_that_start_together_share_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(4) as pool:
        assert len(set(pool.map(hashed, [tmp_path] * 16, chunksize=1))) == 1


def test_a_key_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    secrets_of(tmp_path)
    (tmp_path / FILE).chmod(0o640)
    with pytest.raises(HelplineError, match="chmod 600"):
        secrets_of(tmp_path)
