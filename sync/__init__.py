"""Everything between the tablet and the adults."""
