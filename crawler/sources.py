"""All sources: the files in crawler/spiders/ and those in the user's own folder."""

import importlib.util
import inspect
import sys
from pathlib import Path
from types import ModuleType

from scrapy.utils.misc import walk_modules_iter

from crawler.spider import SourceSpider
from models.settings import settings


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
