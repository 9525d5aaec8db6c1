"""Queries that are put together once: Django's building of the SQL costs several times what the database needs for it.

For what each page asks for, and only there: see docs/decisions/0043.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection, models
from django.db.models.query import RelatedPopulator, get_related_populators

M = TypeVar("M", bound=models.Model)
# Stand in for the values when the SQL is put together, and are found again among its parameters.
STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda place: 7_310_000_000_000 + place,
    date: lambda place: date(9300 + place, 1, 1),
    datetime: lambda place: datetime(9300 + place, 1, 1, tzinfo=UTC),
    str: lambda place: f"stand-in {place}",
}


@dataclass(frozen=True)
class _Compiled(Generic[M]):
    sql: str
    parameters: list[Any]
    places: dict[int, int]  # position among the parameters → position among the values, lists laid out
    model: type[M]
    columns: slice  # of a row: the model's own
    fields: list[str]
    annotations: dict[str, int]  # name → position in a row
    converters: dict[int, tuple[list[Callable[..., Any]], Any]]
    related: list[RelatedPopulator]  # what select_related named


class Prepared(Generic[M]):
    """Calling it with values gives what `build` with the same values would: a list of model instances.

    `build` may use filters, annotations, ordering, slices and select_related; its SQL must be the same for all values,
    so none may be None. `kinds`: the values' types, of those in `STAND_INS`, or list for a list of integers, which is
    put together once for each length. Every value is a parameter of the SQL: today's date too, or yesterday's would
    stay in it.
    """

    def __init__(self, build: Callable[..., models.QuerySet[M]], *kinds: type) -> None:
        self._build, self._kinds = build, kinds
        # By kind of database and the lengths of the lists; None: there is nothing that could be found.
        self._compiled: dict[tuple[str, tuple[int, ...]], _Compiled[M] | None] = {}

    def __call__(self, *values: Any) -> list[M]:
        lengths = tuple(len(value) for value in values if isinstance(value, list))
        if (connection.vendor, lengths) not in self._compiled:
            self._compiled[connection.vendor, lengths] = self._compile(lengths)
        compiled = self._compiled[connection.vendor, lengths]
        if compiled is None:
            return []
        parameters, given = [*compiled.parameters], _laid_out(values)
        for at, place in compiled.places.items():
            parameters[at] = _adapted(given[place])
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, parameters)
            rows = cursor.fetchall()
        return [_instance(compiled, row) for row in _converted(compiled, rows)]

    def first(self, *values: Any) -> M | None:
        return next(iter(self(*values)), None)

    def _compile(self, lengths: tuple[int, ...]) -> _Compiled[M] | None:
        """Raises ValueError when a value is not a parameter of the SQL."""
        stand_ins = _stand_ins(self._kinds, lengths)
        queryset = self._build(*stand_ins)
        compiler = queryset.query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        adapted = [_adapted(stand_in) for stand_in in _laid_out(stand_ins)]
        places = {at: adapted.index(value) for at, value in enumerate(parameters) if value in adapted}
        if {*places.values()} != {*range(len(adapted))}:
            raise ValueError(f"Not every value is a parameter of: {sql}")
        first, last = compiler.klass_info["select_fields"][0], compiler.klass_info["select_fields"][-1]
        return _Compiled(
            sql=sql,
            parameters=[*parameters],
            places=places,
            model=queryset.model,
            columns=slice(first, last + 1),
            fields=[column[0].target.attname for column in compiler.select[first : last + 1]],
            annotations=compiler.annotation_col_map,
            converters=compiler.get_converters([column[0] for column in compiler.select]),
            related=get_related_populators(compiler.klass_info, compiler.select, connection.alias),  # type: ignore[call-arg]  # 6.1 wants one more
        )


def write(row: models.Model, names: Sequence[str]) -> None:
    """Updates these fields of a row that exists, as `row.save(update_fields=names)` does for a row that derives none.

    Raises DatabaseError when there is no such row.
    """
    fields = [field for field in row._meta.concrete_fields if {field.name, field.attname} & {*names}]
    columns = ", ".join(f"{_column(field)} = %s" for field in fields)
    values = [field.get_db_prep_save(field.pre_save(row, add=False), connection) for field in fields]
    table, key = connection.ops.quote_name(row._meta.db_table), _column(row._meta.pk)
    sql = f"UPDATE {table} SET {columns} WHERE {key} = %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, row.pk])
        if cursor.rowcount != 1:
            raise DatabaseError(f"There is no row to write: {row!r}")


def keep(row: models.Model, name: str, related: Iterable[models.Model], *, back: str = "") -> None:
    """What `row.<name>.all()` gives from now on, without asking the database, as prefetch_related does it.

    `back`: the name by which each of them knows the row, if it has one.
    """
    found = getattr(row, name).all()
    found._result_cache = [*related]
    found._prefetch_done = True
    for one in found._result_cache if back else ():
        setattr(one, back, row)
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found


def _column(field: Any) -> str:
    return connection.ops.quote_name(field.column)


def _stand_ins(kinds: Sequence[type], lengths: Iterable[int]) -> list[Any]:
    left = iter(lengths)
    made, number = [], 0
    for kind in kinds:
        size = next(left) if kind is list else 1
        several = [STAND_INS[int if kind is list else kind](number + place) for place in range(size)]
        made.append(several if kind is list else several[0])
        number += size
    return made


def _laid_out(values: Iterable[Any]) -> list[Any]:
    return [one for value in values for one in (value if isinstance(value, list) else [value])]


def _adapted(value: Any) -> Any:
    """As Django gives it to this database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _converted(compiled: _Compiled[M], rows: list[tuple[Any, ...]]) -> Iterable[Any]:
    """With the values that Python has for what this kind of database has no type for."""
    if not compiled.converters:
        return rows
    converted = []
    for row in rows:
        values = list(row)
        for position, (converters, expression) in compiled.converters.items():
            for convert in converters:
                values[position] = convert(values[position], expression, connection)
        converted.append(values)
    return converted


def _instance(compiled: _Compiled[M], row: Any) -> M:
    instance = compiled.model.from_db(connection.alias, compiled.fields, row[compiled.columns])
    for related in compiled.related:
        related.populate(row, instance)
    for name, position in compiled.annotations.items():
        setattr(instance, name, row[position])
    return instance
