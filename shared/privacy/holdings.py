"""Which rows of a database belong to an organisation, found in its catalogue, so that no new table is forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

from shared.postgres import Connection

OWN_TABLES = frozenset({"inbox", "outbox", "outbox_cursor", "schema_migrations", "erasures", "exports_asked"})
"""The core's: of ids alone, or treated by themselves (the outbox)."""

_TABLES = """
select c.oid, c.relname as name,
    exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = $1 and not a.attisdropped) as has_owner
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
order by c.relname
"""

_REFERENCES = """
select f.conrelid as child, f.confrelid as parent,
    (select array_agg(quote_ident(a.attname) order by k.position) from unnest(f.conkey) with ordinality k (number, position)
        join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.number) as child_columns,
    (select array_agg(quote_ident(a.attname) order by k.position) from unnest(f.confkey) with ordinality k (number, position)
        join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.number) as parent_columns
from pg_constraint f
where f.contype = 'f' and f.connamespace = 'public'::regnamespace and f.conparentid = 0
order by f.conname
"""

_BYTES = """
select coalesce(array_agg(attname::text), '{}') from pg_attribute
where attrelid = $1::text::regclass and atttypid = 'bytea'::regtype and attnum > 0 and not attisdropped
"""


class UnknownHoldingError(RuntimeError):
    """It can't be told whose the rows of a table are; say so in the service's `Holdings`."""


@dataclass(frozen=True)
class Tombstones:
    """Records of a compacted topic that end with rows of a table.

    Attributes:
        topic: Such as `post.scheduled`.
        key: SQL of the record's key, from the row's columns.
    """

    topic: str
    key: str


@dataclass(frozen=True)
class Holdings:
    """What the catalogue can't tell of a service's tables.

    Attributes:
        conditions: SQL on the alias `t`, with `$1` for the organisation, for tables without the column organization_id
            that refer to no table with it.
        kept: Tables that hold nothing of any organisation, each with the reason.
        hidden: Columns that are never exported, such as secrets; bytes never are.
        tombstones: What ends on compacted topics, by table.
        cycles: References that are let go first, `table.column`, where tables refer to one another in a circle.
    """

    conditions: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    tombstones: Mapping[str, Tombstones] = field(default_factory=dict)
    cycles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Holding:
    """The rows of one table that belong to an organisation.

    Attributes:
        condition: SQL on the alias `t`, with `$1` for the organisation.
    """

    table: str
    condition: str


async def holdings_of(
    connection: Connection, known: Holdings, owner: str = "organization_id"
) -> list[Holding]:
    """Every table that holds something of organisations, those that refer to others first.

    Args:
        connection: On the service's database.
        known: What its catalogue can't tell.
        owner: The column that says whose a row is. With another than the organisation's, tables that have nothing to do
            with it are left out.

    Raises:
        UnknownHoldingError: Whose a table's rows are is not known.
        graphlib.CycleError: Tables refer to one another in a circle that `cycles` does not open.
    """
    names: dict[int, str] = {}
    conditions: dict[str, str] = {}
    for row in await connection.fetch(_TABLES, owner):
        names[row["oid"]] = name = row["name"]
        if name in OWN_TABLES or name in known.kept:
            continue
        if name in known.conditions:
            conditions[name] = known.conditions[name]
        elif row["has_owner"]:
            conditions[name] = f"t.{owner} = $1"
    references = [
        (names[row["child"]], names[row["parent"]], row["child_columns"], row["parent_columns"])
        for row in await connection.fetch(_REFERENCES)
    ]
    left = _derive(conditions, references, set(names.values()) - OWN_TABLES - set(known.kept))
    if left and owner == "organization_id":
        raise UnknownHoldingError(
            f"whose the rows of {', '.join(sorted(left))} are is not known; name them in the service's Holdings"
        )
    sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(conditions, ()))
    for child, parent, columns, _ in references:
        opened = f"{child}.{columns[-1]}" in known.cycles
        if child != parent and not opened and child in conditions and parent in conditions:
            sorter.add(parent, child)
    # No reference tells of what a declared condition looks at: such tables go before everything.
    order = sorted(sorter.static_order(), key=lambda table: table not in known.conditions)
    return [Holding(table, conditions[table]) for table in order]


async def hidden_columns(connection: Connection, table: str, known: Holdings) -> list[str]:
    """Columns of a table that nobody is shown: bytes, and what the service hides."""
    return sorted({*await connection.fetchval(_BYTES, f'"{table}"'), *known.hidden})


def _derive(
    conditions: dict[str, str],
    references: Sequence[tuple[str, str, list[str], list[str]]],
    tables: set[str],
) -> set[str]:
    """A row that refers to one of the owner's belongs to it as well; the tables that are still nobody's."""
    missing = tables - set(conditions)
    while found := {
        child: _refers(child_columns, parent, parent_columns, conditions[parent])
        for child, parent, child_columns, parent_columns in references
        if child in missing and parent in conditions
    }:
        conditions.update(found)
        missing -= set(found)
    return missing


def _refers(columns: Sequence[str], parent: str, parent_columns: Sequence[str], condition: str) -> str:
    own = ", ".join(f"t.{column}" for column in columns)
    theirs = ", ".join(f"t.{column}" for column in parent_columns)
    return f'({own}) in (select {theirs} from "{parent}" t where {condition})'  # noqa: S608  from the catalogue
