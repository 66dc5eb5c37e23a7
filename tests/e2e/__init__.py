"""The whole of it, from a finger to a page."""
