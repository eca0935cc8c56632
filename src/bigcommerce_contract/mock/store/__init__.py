"""Where the mock keeps its customers: SQL tables, reached through SQLAlchemy Core."""
