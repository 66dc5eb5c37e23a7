"""A made-up past for the demo: children who do not exist, delivered through the same door as real tablets use."""
