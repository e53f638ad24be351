from pathlib import Path

import pytest

from knowledge.errors import Config
from server.settings import load_settings


@pytest.fixture(autouse=True)
def empty_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "huashu.toml").write_text('port = 9000\nhost = "127.0.0.2"\n')
    monkeypatch.setenv("HUASHU_PORT", "9001")
    settings = load_settings()
    assert (settings.host, settings.port) == ("127.0.0.2", 9001)


def test_command_line_options_win_over_everything_and_absent_ones_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUASHU_PORT", "9001")
    assert load_settings(port=1).port == 1
    assert load_settings(port=None).port == 9001


def test_an_unknown_variable_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUASHU_MODLE", "deepseek/deepseek-chat")
    with pytest.raises(Config, match="HUASHU_MODLE"):
        load_settings()


def test_an_unknown_key_in_the_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "huashu.toml").write_text('modle = "x"\n')
    with pytest.raises(Config, match="modle"):
        load_settings()


@pytest.mark.parametrize("text", ["port = ", "port = 70000", 'port = "many"'])
def test_a_bad_file_is_a_clear_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "huashu.toml").write_text(text)
    with pytest.raises(Config):
        load_settings()


def test_a_named_file_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUASHU_CONFIG", "elsewhere.toml")
    with pytest.raises(Config, match=r"elsewhere\.toml"):
        load_settings()


def test_secrets_never_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUASHU_MODEL_API_KEY", "sk-very-secret")
    settings = load_settings()
    assert "sk-very-secret" not in f"{settings.shown()} {settings!r}"
    assert settings.model_api_key.get_secret_value() == "sk-very-secret"


def test_a_database_on_a_server_may_be_shared_and_a_file_may_not() -> None:
    assert not load_settings().shared
    assert load_settings(database_url="postgresql+psycopg://localhost/huashu").shared


def test_folders_are_absolute_wherever_they_were_named_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUASHU_CACHE_DIR", "cache")
    settings = load_settings()
    assert (settings.data_dir, settings.cache_dir) == (tmp_path / "data", tmp_path / "cache")
