"""What the tablet keeps, on SQLite: sealed events, their outbox, and the little that is known in clear."""

from kiosk.store.opening import FILE, Held, StoreError, open_store
from kiosk.store.store import Change, Mark, Sealed, Store

__all__ = ["FILE", "Change", "Held", "Mark", "Sealed", "Store", "StoreError", "open_store"]
