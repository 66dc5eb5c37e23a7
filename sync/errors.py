"""What can go wrong between a tablet and the service, and whether trying again can help."""

from __future__ import annotations


class SyncError(Exception):
    """A request that brought nothing. The message names the likely cause in words for staff."""

    permanent: bool = False
    """The same request will never succeed."""


class UnsafeAddressError(SyncError):
    """The address would send a token in the clear, or is no address at all."""

    permanent = True


class UnreachableError(SyncError):
    """No answer: no network, no service, too slow, or cut off."""


class NotOursError(UnreachableError):
    """Something answered that isn't Daybreak's service: a login page, a proxy, another web server."""


class TooLargeError(NotOursError):
    """Something on the way, not the service, lets no request of that size through; a smaller one may pass."""


class BusyError(SyncError):
    """The service asks to be tried later."""

    def __init__(self, message: str, after_s: float | None = None) -> None:
        super().__init__(message)
        self.after_s = after_s
        """Seconds the service asked to be left alone, if it said."""


class NotAllowedError(SyncError):
    """The service knows this tablet no longer: everything is kept until it is enrolled again."""


class RefusedError(SyncError):
    """The service understood the request and will never take it."""

    permanent = True

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status

    @property
    def about_content(self) -> bool:
        """Whether it is what was sent that is refused (400, 413, 422), rather than the way of asking."""
        return self.status in (400, 413, 422)
