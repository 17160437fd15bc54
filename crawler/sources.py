"""All sources: the files in crawler/spiders/ and those in the user's own folder."""

import importlib.util
import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType

from cssselect import SelectorError
from parsel.csstranslator import HTMLTranslator
from scrapy.utils.misc import walk_modules_iter
from sqlalchemy import Engine, select
from sqlmodel import Session, col

from crawler.spider import SourceSpider
from models.settings import settings
from models.source import Source


class SourceError(ValueError):
    """A source file that cannot be used; the message names the file and what is wrong."""


def spiders(folder: str | Path | None = None) -> dict[str, type[SourceSpider]]:
    """Every source by name; `folder` adds the user's own (default: COUNCILWIRE_SOURCES)."""
    modules: list[ModuleType] = list(walk_modules_iter("crawler.spiders"))
    own = folder or settings().sources
    if own:
        modules += _own(Path(own))
    found: dict[str, type[SourceSpider]] = {}
    for module in modules:
        for _, spider in inspect.getmembers(module, inspect.isclass):
            if issubclass(spider, SourceSpider) and spider.__module__ == module.__name__ and "name" in vars(spider):
                if spider.name in found:
                    raise SourceError(f"two sources are called {spider.name}: {module.__file__} and another")
                _check(spider, module)
                found[spider.name] = spider
    return dict(sorted(found.items()))


def expect(names: Iterable[str], on: Engine | None = None) -> None:
    """Raises SourceError with the nearest right name where no source is called so.

    With `on`, a source of which that database holds something will do as well: its file may be elsewhere or gone.
    """
    known = set(spiders())
    if on is not None:
        with Session(on) as session:
            known |= set(session.execute(select(col(Source.name))).scalars())
    for name in names:
        if name not in known:
            near = get_close_matches(name.lower(), sorted(known), 1)
            meant = f"did you mean {near[0]}? " if near else ""
            raise SourceError(f"no source is called {name!r}; {meant}'councilwire sources' lists them")


def _own(folder: Path) -> list[ModuleType]:
    if not folder.is_dir():
        raise SourceError(f"COUNCILWIRE_SOURCES: {folder} is not a folder")
    modules = []
    for path in sorted(folder.glob("*.py")):
        name = f"councilwire_sources_{path.stem}"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            raise SourceError(f"{path}: {type(error).__name__}: {error}") from error
        modules.append(module)
    return modules


def _check(spider: type[SourceSpider], module: ModuleType) -> None:
    missing = [field for field in ("title", "home", "channels") if not getattr(spider, field, None)]
    if missing:
        raise SourceError(f"{module.__file__}: {spider.__name__} needs {' and '.join(missing)}")
    for fault in _faults(spider):
        raise SourceError(f"{module.__file__}: {spider.__name__}: {fault}")


_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# The words of a source's fields; a file that says another has misspelt one of these.
WORDS: dict[str, tuple[str, ...]] = {
    "access": ("free", "registration", "paywall"),
    "nation": ("UK", "England", "England and Wales", "Scotland", "Wales", "Northern Ireland"),
    "kind": (
        *("trade press", "national press", "local paper", "council newsroom", "government", "regulator", "audit"),
        *("parliament", "association", "think-tank", "union", "campaign"),
    ),
}


def _faults(spider: type[SourceSpider]) -> Iterator[str]:
    """What can be told to be wrong before anything is fetched."""
    if not _NAME.fullmatch(spider.name):
        yield f"the name {spider.name!r} must be lower-case letters and digits, with hyphens between"
    known = {name for base in spider.__mro__[1:] for name in (*vars(base), *vars(base).get("__annotations__", ()))}
    for name, value in vars(spider).items():
        if not name.startswith("_") and name not in known and not callable(value):
            near = get_close_matches(name, known, 1)
            yield f"there is no field '{name}'" + (f"; did you mean '{near[0]}'?" if near else "")
    for field, words in WORDS.items():
        said = getattr(spider, field)
        if said and said not in words:
            yield f"{field} is {said!r}; it must be one of {', '.join(words)}"
    if isinstance(spider.drop, str):
        yield 'drop must be a tuple of selectors, such as (".newsletter",): the comma makes it one'
    for selector in () if isinstance(spider.drop, str) else spider.drop:
        yield from _selector("drop", selector)
    yield from _expression("match", spider.match)
    for channel in spider.channels:
        yield from _expression("match", getattr(channel, "match", ""))
        for field in ("links", "next"):
            if isinstance(getattr(channel, field, None), str):
                yield from _selector(field, getattr(channel, field))


def _expression(field: str, pattern: str) -> Iterator[str]:
    try:
        re.compile(pattern)
    except re.error as error:
        yield f"{field} {pattern!r} is no regular expression: {error}"


def _selector(field: str, selector: str) -> Iterator[str]:
    try:
        HTMLTranslator().css_to_xpath(selector)
    except (SelectorError, TypeError) as error:
        yield f"{field} {selector!r} is no CSS selector: {error}"
