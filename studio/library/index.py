"""What posts are found by, as each database does it.

In: a connection, documents, words. Out: conditions for a query, and an index that follows the
documents. SQLite has two full text tables: all runs of three letters, and terms for the shortest
queries. PostgreSQL looks into the documents themselves, through an index of runs of three letters
(``pg_trgm``) where the server offers one, and has the same short terms in a table.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, column, exc, table, text

from studio.library.fold import SHORT, short_term, short_terms
from studio.library.tables import documents

_LONG = table("search", column("rowid"))
_SHORT = table("search_short", column("rowid"))
_TRIGRAMS = "ix_documents_text_trigrams"


class Matching(NamedTuple):
    """Documents that have all of some words: what to select from, which column is their number."""

    source: Any
    number: Any
    conditions: list[Any]


def matching(connection: Connection, words: list[str]) -> Matching:
    """The documents in which all ``words`` occur; they are folded, and at least one."""
    long = [word for word in words if len(word) > SHORT]
    short = [word for word in words if len(word) <= SHORT]
    return _on_server(long, short) if _is_server(connection) else _in_file(long, short)


def add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Index documents; each row has ``id`` and the folded ``text``."""
    terms = [{"id": row["id"], "terms": short_terms(row["text"])} for row in rows]
    if _is_server(connection):
        connection.execute(
            text(
                "INSERT INTO search_short (document, terms) "
                "VALUES (:id, array_to_tsvector(string_to_array(:terms, ' ')))"
            ),
            terms,
        )
        return
    connection.execute(text("INSERT INTO search(rowid, text) VALUES (:id, :text)"), rows)
    connection.execute(text("INSERT INTO search_short(rowid, terms) VALUES (:id, :terms)"), terms)


def remove(connection: Connection, number: int, folded: str) -> None:
    """Take a document out of the index; ``folded`` is the text it was indexed with."""
    if _is_server(connection):
        connection.execute(text("DELETE FROM search_short WHERE document = :id"), {"id": number})
        return
    connection.execute(
        text("INSERT INTO search(search, rowid, text) VALUES ('delete', :id, :text)"),
        {"id": number, "text": folded},
    )
    connection.execute(
        text("INSERT INTO search_short(search_short, rowid, terms) VALUES ('delete', :id, :terms)"),
        {"id": number, "terms": short_terms(folded)},
    )


def speed_up(connection: Connection) -> bool:
    """Have the server index runs of three letters, if it can; returns whether it does.

    Without ``pg_trgm``, or the right to switch it on, searching reads all documents: slower, but it
    finds the same. Tried at each opening, so that a server that learns it later uses it.
    """
    if connection.scalar(text("SELECT to_regclass(:name) IS NOT NULL"), {"name": _TRIGRAMS}):
        return True
    possible = connection.scalar(
        text(
            "SELECT count(*) > 0 FROM pg_available_extensions WHERE name = 'pg_trgm' AND "
            "(installed_version IS NOT NULL OR has_database_privilege(current_database(), 'CREATE'))"
        )
    )
    if not possible:
        return False
    try:
        with connection.begin_nested():
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
            connection.execute(
                text(f"CREATE INDEX {_TRIGRAMS} ON documents USING gin (text gin_trgm_ops)")
            )
    except exc.ProgrammingError:
        return False
    return True


def _is_server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _in_file(long: list[str], short: list[str]) -> Matching:
    # An index gives its rows in the order of documents, so a page ends as soon as it is full.
    indexes = ([_LONG] if long else []) + ([_SHORT] if short else [])
    source: Any = indexes[0]
    for other in indexes[1:]:
        source = source.join(other, other.c.rowid == indexes[0].c.rowid)
    source = source.join(documents, documents.c.id == indexes[0].c.rowid)
    found = Matching(source, indexes[0].c.rowid, [])
    if long:
        match = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
        found.conditions.append(text("search MATCH :long_match").bindparams(long_match=match))
    if short:
        match = " AND ".join(map(short_term, short))
        found.conditions.append(text("search_short MATCH :short_match").bindparams(short_match=match))
    return found


def _on_server(long: list[str], short: list[str]) -> Matching:
    found = Matching(documents, documents.c.id, [])
    found.conditions.extend(documents.c.text.contains(word, autoescape=True) for word in long)
    if short:
        chosen = text(
            "documents.id IN "
            "(SELECT document FROM search_short WHERE terms @@ CAST(:short_terms AS tsquery))"
        )
        terms = " & ".join(map(short_term, short))
        found.conditions.append(chosen.bindparams(short_terms=terms))
    return found
