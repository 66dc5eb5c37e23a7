"""The machine the tablet runs on: its clock and its health."""
