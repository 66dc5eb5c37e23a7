"""Telling adults that a child waits."""
