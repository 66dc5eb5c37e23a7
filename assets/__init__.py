"""The catalogue as data: feelings, faces, pictures and words, read the same way by both ends."""
