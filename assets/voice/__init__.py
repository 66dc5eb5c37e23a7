"""The spoken words: clips rendered once, at build time, and kept in the tree with what they say."""
