"""The staff corner: what opens it, what it tells, and what it changes on this tablet. It never shows a feeling."""
