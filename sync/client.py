"""The tablet's calls to the service, over one `requests` session."""
