"""A trial: the mock with one module changed, walked through by the check in a process of its own."""

import logging
import multiprocessing
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType

from tests.check.source_mutants.mutate import SourceMutant

_LONGEST_S = 60
# Stores with so many customers of others, where pages lie far behind the first, in the mock's first block of ids and
# across its end. There, only what concerns pages is looked at.
_CROWDS = (600, 1245)
_FAR = frozenset({"list.page"})
# So many customers in a range the mock takes for many: what it does in a large store, it does in that of the check.
_MANY = 3
_PRELOADED = [
    "bigcommerce_contract.check.walk",
    "jsonschema_rs",
    "orjson",
    "sqlalchemy.dialects.sqlite",
    "starlette.applications",
    "tests.check.source_mutants.trial",
]


@dataclass(frozen=True)
class Trial:
    """What became of a mutant.

    Attributes:
        mutant: The mutant.
        caught_by: Ids of the rules that the check named, or in brackets why no check was needed.
    """

    mutant: SourceMutant
    caught_by: tuple[str, ...]


def try_all(mutants: Sequence[SourceMutant], processes: int) -> Iterator[Trial]:
    """Try mutants, each in a process of its own, in their order.

    A process that has imported the mock cannot import another one: the processes are forks of one that has imported
    everything but the mock.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    with context.Pool(processes, maxtasksperchild=1) as pool:
        yield from pool.imap(_try, mutants)


def _try(mutant: SourceMutant) -> Trial:
    logging.disable()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(_LONGEST_S)
    sys.meta_path.insert(0, _Finder(mutant))
    try:
        return Trial(mutant, _caught_by())
    except TimeoutError:
        return Trial(mutant, ("(it never ends)",))
    except BaseException as error:  # noqa: BLE001 - a mutant may do anything
        return Trial(mutant, (f"(it does not start: {type(error).__name__})",))


def _too_long(_number: int, _frame: object) -> None:
    raise TimeoutError


def _caught_by() -> tuple[str, ...]:
    from bigcommerce_contract.mock import passwords  # noqa: PLC0415 - the mutant, which the finder must see first

    with suppress(AttributeError):
        passwords._COST_IN_MEMORY = 2  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    from tests.check.mutants.inprocess import InProcess, judged_walk  # noqa: PLC0415 - imports the mock

    from bigcommerce_contract.mock.store import queries  # noqa: PLC0415 - may be the mutant

    queries.SELECTIVE = _MANY
    from bigcommerce_contract.check.mode import Mode  # noqa: PLC0415 - with what it belongs to

    runs: list[Callable[[], InProcess]] = [judged_walk]
    runs += [partial(judged_walk, rules=_FAR, mode=Mode.MARKED, strangers=strangers) for strangers in _CROWDS]
    found = ({finding.rule for finding in run().findings} for run in runs)
    return tuple(sorted(next(filter(None, found), ())))


class _Finder:
    def __init__(self, mutant: SourceMutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self._mutant.module:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(name, spec.origin, self._mutant.source)
        return spec


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self._source.encode(), self.get_filename(fullname))
