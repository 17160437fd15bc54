"""The API against Datasette over the same table, and against its own bare SQL."""
