"""Sounds of our own: one tap, one chime, and calm sounds for the activities. Made by `assets.sounds.make`."""
