"""Settings: defaults, then a TOML file, then the environment (`HUASHU_*`). The only module that reads either.

The file is `huashu.toml` in the working directory or the one that HUASHU_CONFIG names. Unknown keys are refused in
both, because a mistyped setting that silently does nothing is worse than a start that fails.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from knowledge.errors import Config

_PREFIX = "HUASHU_"
_FILE_VARIABLE = "HUASHU_CONFIG"


class Settings(BaseSettings):
    """Every setting, with its unit in its name. `HUASHU_` + the name in capitals sets it from the environment."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="forbid", frozen=True)

    data_dir: Path = Field(Path("data"), validate_default=True, description="Folder of database, indexes and uploads")
    database_url: str = Field("", description="SQLAlchemy address; empty: SQLite in the data folder")
    cache_dir: Path | None = Field(None, description="Folder of the assembled encoder; empty: the user's cache folder")

    host: str = Field("127.0.0.1", description="Address that the server listens on")
    port: int = Field(8710, ge=0, le=65535)
    cors_origins: tuple[str, ...] = Field((), description="Origins of browser extensions that may call the server")
    upload_limit_mb: int = Field(64, ge=1, le=2048, description="Largest document accepted")
    reading_timeout_s: float = Field(120, gt=0, description="Longest time that reading one document may take")

    encoder: Literal["bundled", "sentence-transformers", "litellm"] = "bundled"
    encoder_model: str = Field("", description="Model name or path, for encoders other than the bundled one")
    encoder_api_base: str = ""
    encoder_api_key: SecretStr = SecretStr("")
    encoder_dimension: int | None = Field(None, ge=1, description="Of a hosted encoder; empty: asked once")
    encoder_threads: int = Field(0, ge=0, description="Threads of the bundled encoder; 0: one per core")
    reranker_model: str = Field("", description="Cross-encoder (extra [models]) that reorders passages; empty: none")

    model: str = Field("", description="Chat model in litellm's words, e.g. deepseek/deepseek-chat; empty: none")
    model_api_base: str = ""
    model_api_key: SecretStr = SecretStr("")
    model_fallbacks: tuple[str, ...] = Field((), description="Models tried in turn when the first one fails")
    model_timeout_s: float = Field(30, gt=0, description="Longest time that one call may take")
    model_first_token_timeout_s: float = Field(10, gt=0)
    model_max_retries: int = Field(1, ge=0, le=5)
    model_max_tokens: int = Field(400, ge=16)
    model_temperature: float = Field(0.2, ge=0, le=2)

    passages: int = Field(8, ge=1, le=30, description="Passages given to drafting, at most")
    passages_tokens: int = Field(1800, ge=200, description="Tokens of passages given to drafting, at most")
    confidence_floor: float | None = Field(
        None, ge=0, le=1, description="Below it nothing is drafted; empty: the calibrated one"
    )
    keep_suggestions_days: int = Field(180, ge=1, description="After this, customer text and suggestions are deleted")

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"

    @field_validator("data_dir", "cache_dir")
    @classmethod
    def _absolute(cls, folder: Path | None) -> Path | None:
        """Whatever the working directory becomes later."""
        return folder and folder.expanduser().absolute()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del dotenv_settings, file_secret_settings
        file = TomlConfigSettingsSource(settings_cls, Path(os.environ.get(_FILE_VARIABLE, "huashu.toml")))
        return init_settings, env_settings, file

    @property
    def database_address(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'huashu.db'}"

    @property
    def shared(self) -> bool:
        """Whether other processes may use the same data: not with SQLite and an embedded Chroma."""
        return not self.database_address.startswith("sqlite")

    def shown(self) -> dict[str, Any]:
        """For people: every secret that is set shows as asterisks."""
        return self.model_dump(mode="json")


def load_settings(**overrides: Any) -> Settings:
    """Read file and environment; `overrides` (command-line options) win. Raises `Config` naming every bad setting."""
    _refuse_unknown(os.environ)
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})
    except ValidationError as error:
        problems = "; ".join(f"{_name(e['loc'])}: {e['msg']}" for e in error.errors())
        raise Config(f"settings that cannot work: {problems}") from error
    except tomllib.TOMLDecodeError as error:
        raise Config(f"the settings file is not TOML: {error}") from error


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields} | {_FILE_VARIABLE}
    unknown = sorted(name for name in environment if name.startswith(_PREFIX) and name not in known)
    if unknown:
        raise Config(f"unknown settings in the environment: {', '.join(unknown)} (see `huashu settings`)")
    named = environment.get(_FILE_VARIABLE)
    if named and not Path(named).is_file():
        raise Config(f"{_FILE_VARIABLE} names “{named}”, which is no file")


def _name(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "settings"
