"""Reasons to look: pure rules over a pupil's school days."""
