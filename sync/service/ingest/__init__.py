"""What becomes of a batch of sealed events: opened, judged one by one, stored in one transaction, then announced."""

from sync.service.ingest.deliver import deliver

__all__ = ["deliver"]
