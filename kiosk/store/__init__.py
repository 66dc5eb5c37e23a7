"""What the tablet keeps, on SQLite."""
