"""The staff summary service: it receives what tablets sealed, and shows it to the adults who can help."""
