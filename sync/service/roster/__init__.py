"""Classes and pupils from a school's own files."""
