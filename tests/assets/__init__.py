"""The catalogue, the pictures and the words."""
