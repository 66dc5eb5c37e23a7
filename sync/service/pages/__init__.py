"""The staff pages. A page is one route, one query, one template and one test."""

from sync.service.pages.errors import problem
from sync.service.pages.router import routes

__all__ = ["problem", "routes"]
