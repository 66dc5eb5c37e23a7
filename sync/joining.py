"""Enrolling a tablet: hold the service's certificate against the typed code, then trade the code for an identity."""

from __future__ import annotations

import ssl
import warnings
from urllib.parse import urlsplit

from urllib3.exceptions import InsecureRequestWarning

from sync import pin, tls
from sync.client import Client, checked_address
from sync.errors import RefusedError, SyncError
from sync.protocol import Enrolled


class StrangerError(SyncError):
    """What answers at the address did not make the code: nothing secret was said to it."""

    permanent = True


def join(address: str, typed: str, version: str, *, proxy: str = "") -> tuple[Enrolled, str]:
    """Enrol with a code as typed; return the identity and the authority to pin (PEM; empty for a public one).

    The code's secret is said only to a service whose authority the code's check fits, or whose public certificate
    is in order.

    Raises:
        StrangerError: the authority at that address is not the one the code was made by.
        SyncError: nothing came of it; the code is still good unless the service said that it was not.
    """
    code = pin.read(typed)
    authority = ""
    if urlsplit(checked_address(address)).scheme == "https" and code.check:
        authority = _authority(address, code, proxy)
    client = Client(address, proxy=proxy, authority=authority)
    try:
        return client.enrol(code.secret, version), authority
    finally:
        client.close()


def _authority(address: str, code: pin.Code, proxy: str) -> str:
    client = Client(address, proxy=proxy, context=tls.unchecked())
    try:
        with warnings.catch_warnings(action="ignore", category=InsecureRequestWarning):  # it is checked just below
            pem = client.authority()
    except RefusedError as error:
        raise StrangerError(
            f"{address} has no certificate of its own, but the code was made by one that has."
        ) from error
    finally:
        client.close()
    try:
        der = ssl.PEM_cert_to_DER_cert(pem)
    except ValueError:
        der = b""
    if pin.check(code.secret, der) != code.check:
        raise StrangerError(
            f"The code and what answers at {address} do not belong together. Check each character of the code and the "
            "address. If both are right, something stands between this tablet and the service: ask IT."
        )
    return pem
