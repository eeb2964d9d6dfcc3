"""Settings of one run: defaults < user's file < project's file < environment < flags.

The user's file is `config.toml` in the platform's configuration folder, the project's file is
`assistant.toml` in the working folder.  Both hold the same keys; an unknown key is refused, with
the file and the key named, because a misspelt time limit that is silently ignored is worse than
none.  A key for a remote service in the environment (OPENAI_API_KEY) is never read here: it is no
consent to send a report away, only `model` names where the text goes.
"""

from __future__ import annotations

import math
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from assistant.errors import UsageError
from assistant.findings import Language, Message

NAME = "report-assistant"
PREFIX = "ASSISTANT_"


@dataclass(frozen=True, slots=True)
class Price:
    """What a remote model costs per million tokens, in the currency the user counts in.

    `cached` is the price of prompt tokens the server had in its prefix cache; None means they
    cost as much as other prompt tokens.
    """

    prompt: float
    completion: float
    cached: float | None = None

    def cost(self, prompt: int, cached: int, completion: int) -> float:
        """Return the cost of one call; `prompt` counts the cached tokens too."""
        rate = self.prompt if self.cached is None else self.cached
        fresh = max(prompt - cached, 0)
        return (fresh * self.prompt + cached * rate + completion * self.completion) / 1_000_000

    def times(self, factor: float) -> Price:
        """Return this price by a factor (a discount)."""
        cached = None if self.cached is None else self.cached * factor
        return Price(self.prompt * factor, self.completion * factor, cached)


@dataclass(frozen=True, slots=True)
class BatchApi:
    """How `--via openai-batch` uses a service's Batch API; limits are those OpenAI publishes."""

    price_factor: float | None = None
    """Price of a batch as a share of `prices` (0.5: half); None: unknown, and so is the cost."""
    poll: float = 60.0
    """Longest wait in seconds between two looks at a batch; the first ones are shorter."""
    tries: int = 3
    """How often a question is sent that expired, failed or came back without an answer."""
    max_requests: int = 50_000
    """Most questions in one batch."""
    max_bytes: int = 200_000_000
    """Most bytes in one uploaded file."""
    endpoint: str = "/v1/chat/completions"
    """What each line of a batch is for, in the service's own words."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user can set. Times are seconds, sizes tokens."""

    model: str = "local"
    """Model name (see `assistant.models`): where the text goes is decided here alone."""
    base_url: str | None = None
    """Address of the service behind `openai:NAME`; OPENAI_BASE_URL where it is not set."""
    context: int | None = None
    """Tokens one question and its reply may have together; None: what the model is known for."""
    reply_tokens: int = 8192
    """Most tokens of a service's reply, thoughts included; an answer that needs more gets it."""
    reasoning_effort: str | None = None
    """How hard a model that thinks should think, in its service's words (low, medium, high)."""
    parallel: int = 4
    """Questions in flight at once."""
    threads: int = 0
    """Processor threads of the embedded model; 0: as many as the machine has physical cores."""
    connect_timeout: float = 10.0
    first_token_timeout: float = 300.0
    token_timeout: float = 60.0
    """Longest silence in the middle of a reply."""
    call_timeout: float = 900.0
    """Longest time for one question, retries and waits included."""
    tries: int = 4
    """Requests made for one question before the model counts as unreachable."""
    prices: Mapping[str, Price] = field(default_factory=dict)
    """Model name → price; without one a cost is unknown, never guessed."""
    openai_batch: BatchApi = field(default_factory=BatchApi)
    rungs: Mapping[str, str] = field(default_factory=dict)
    """Model name, * for anything → the rung it starts on: section, sentence or rules; before what
    is known of models (`assistant.chains.rungs`)."""
    terms: tuple[Path, ...] = ()
    """Files with set phrases to keep to the letter, besides the built-in list."""
    language: Language = Language.ZH
    cache_dir: Path = field(default_factory=lambda: platformdirs.user_cache_path(NAME))
    """Where model weights are kept."""
    data_dir: Path = field(default_factory=lambda: platformdirs.user_data_path(NAME))
    """Where the page keeps the reports people work on."""
    key: str | None = field(default=None, repr=False)
    """Key for the service behind `base_url`, typed in by a person for this run: never read from a
    file, never kept, never shown.  None: OPENAI_API_KEY."""

    def price_of(self, model: str) -> Price | None:
        """Return the configured price of a model, by its full name or what follows its kind."""
        return self.prices.get(model) or self.prices.get(model.partition(":")[2])


def load_settings(
    flags: Mapping[str, Any] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    files: Iterable[Path] | None = None,
) -> Settings:
    """Return the settings of this run; `flags` wins, a flag that is None does not count.

    `environ` and `files` default to the process's environment and the two files named above;
    a file that does not exist is skipped.
    Raises UsageError, naming file (or variable) and key, for anything unknown or of a wrong type.
    """
    environ = os.environ if environ is None else environ
    settings = Settings()
    for path in default_files() if files is None else files:
        if path.is_file():
            settings = _apply(settings, _read(path), str(path), path.parent)
    settings = _apply(settings, _from_environment(environ), "", Path.cwd())
    given = {k: v for k, v in (flags or {}).items() if v is not None}
    return _apply(settings, given, "", Path.cwd())


def default_files() -> tuple[Path, ...]:
    """Return the settings files in the order they are read; later ones win."""
    return (platformdirs.user_config_path(NAME) / "config.toml", Path("assistant.toml"))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"设置文件 {path} 无法读取：{error}",
            f"The settings file {path} cannot be read: {error}",
        ) from error
    except (ValueError, RecursionError) as error:  # what is no TOML, numbers of 4,301 digits
        raise UsageError(
            f"设置文件 {path} 不是有效的 TOML：{error}",
            f"The settings file {path} is not valid TOML: {error}",
        ) from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings given as ASSISTANT_*; other variables of that prefix are not ours."""
    names = {"cache_dir": "ASSISTANT_CACHE"}
    found: dict[str, Any] = {}
    for one in fields(Settings):
        if one.name in ("prices", "openai_batch", "rungs", "key"):
            continue
        value = environ.get(names.get(one.name, PREFIX + one.name.upper()))
        if value:
            found[one.name] = value.split(os.pathsep) if one.name == "terms" else value
    return found


def _apply(settings: Settings, data: Mapping[str, Any], source: str, base: Path) -> Settings:
    """Return `settings` with `data` put over it; relative paths count from `base`."""
    changes: dict[str, Any] = {}
    for key, value in data.items():
        reader = _READERS.get(key)
        if reader is None:
            where, where_en = _place(source)
            raise UsageError(
                f"{where}没有“{key}”这一项设置，可用的：{'、'.join(_READERS)}",
                f"{where_en}there is no setting “{key}”; there are {', '.join(_READERS)}",
            )
        try:
            changes[key] = reader(value, base)
        except (AttributeError, TypeError, ValueError) as error:
            where, where_en = _place(source)
            why = error.why if isinstance(error, _Unfit) else Message(str(error), str(error))
            raise UsageError(
                f"{where}“{key}”的值 {value!r} 不可用：{why.zh}",
                f"{where_en}the value {value!r} of “{key}” is no use: {why.en}",
            ) from error
    return replace(settings, **changes)


def _place(source: str) -> tuple[str, str]:
    return (f"设置文件 {source} 中", f"Settings file {source}: ") if source else ("", "")


class _Unfit(ValueError):
    """A value that a setting cannot have; `why` is told to the user."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.why = Message(zh, en)


def _text(value: Any, _base: Path) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Unfit("要写一段文字", "it should be a text")
    return value.strip()


def _count(low: int) -> Callable[[Any, Path], int]:
    def read(value: Any, _base: Path) -> int:
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            raise _Unfit("要写一个整数", "it should be a whole number")
        number = int(value)
        if number < low:
            raise _Unfit(f"不能小于 {low}", f"it must be at least {low}")
        return number

    return read


def _seconds(value: Any, _base: Path) -> float:
    if isinstance(value, bool):
        raise _Unfit("要写秒数", "it should be a number of seconds")
    number = float(value)
    if not math.isfinite(number) or number <= 0:
        raise _Unfit("秒数要大于 0", "it must be more than 0 seconds")
    return number


def _path(value: Any, base: Path) -> Path:
    return base / Path(value).expanduser()


def _paths(value: Any, base: Path) -> tuple[Path, ...]:
    return tuple(_path(v, base) for v in ([value] if isinstance(value, str | Path) else value))


def _prices(value: Any, _base: Path) -> dict[str, Price]:
    known = {f.name for f in fields(Price)}
    prices: dict[str, Price] = {}
    for model, row in value.items():
        if isinstance(row, Price):
            prices[model] = row
            continue
        if unknown := set(row) - known:
            listed = ", ".join(sorted(unknown))
            raise _Unfit(
                f"“{model}”的价格中没有“{'、'.join(sorted(unknown))}”这一项",
                f"the price of “{model}” has no “{listed}”",
            )
        if missing := {"prompt", "completion"} - set(row):
            listed = ", ".join(sorted(missing))
            raise _Unfit(
                f"“{model}”的价格缺少 {'、'.join(sorted(missing))}",
                f"the price of “{model}” lacks {listed}",
            )
        prices[model] = Price(**{k: _amount(v) for k, v in row.items()})
    return prices


RUNGS = ("section", "sentence", "rules")


def _rungs(value: Any, _base: Path) -> dict[str, str]:
    if wrong := [str(rung) for rung in value.values() if rung not in RUNGS]:
        raise _Unfit(
            f"没有“{wrong[0]}”这一级，可用的：{'、'.join(RUNGS)}",
            f"there is no rung “{wrong[0]}”; there are {', '.join(RUNGS)}",
        )
    return {str(model): rung for model, rung in value.items()}


def _batch_api(value: Any, base: Path) -> BatchApi:
    if isinstance(value, BatchApi):
        return value
    readers: dict[str, Callable[[Any, Path], Any]] = {
        "price_factor": lambda given, _base: _amount(given),
        "poll": _seconds,
        "tries": _count(1),
        "max_requests": _count(1),
        "max_bytes": _count(1_000),
        "endpoint": _text,
    }
    if unknown := set(value) - set(readers):
        listed = ", ".join(sorted(unknown))
        raise _Unfit(f"没有“{'、'.join(sorted(unknown))}”这一项", f"there is no “{listed}”")
    return BatchApi(**{key: readers[key](given, base) for key, given in value.items()})


def _amount(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise _Unfit("价格要写不小于 0 的数", "a price is a number from 0 on")
    return float(value)


_READERS: dict[str, Callable[[Any, Path], Any]] = {
    "model": _text,
    "base_url": _text,
    "context": _count(256),
    "reply_tokens": _count(1),
    "reasoning_effort": _text,
    "parallel": _count(1),
    "threads": _count(0),
    "connect_timeout": _seconds,
    "first_token_timeout": _seconds,
    "token_timeout": _seconds,
    "call_timeout": _seconds,
    "tries": _count(1),
    "prices": _prices,
    "openai_batch": _batch_api,
    "rungs": _rungs,
    "terms": _paths,
    "language": lambda value, _base: Language(value),
    "cache_dir": _path,
    "data_dir": _path,
}
