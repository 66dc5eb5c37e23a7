"""What tablets ask of the service."""
