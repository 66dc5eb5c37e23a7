"""What groups of children told over a term, with small groups hidden."""
