"""One screen to a file, its layout in the `.kv` beside it."""
