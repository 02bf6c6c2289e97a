"""The library's schema, step by step; Alembic runs these files.

In: a connection. Out: the same library with the schema of this studio. The files are shipped as files,
also in the frozen app, since Alembic reads them from their folder.
"""
