"""Whom a tablet trusts: the school's own authority where it was pinned, else the public ones.

A tablet has no clock that can be trusted at its start, so a certificate's dates are looked at only once the time is
known. A pinned authority signs one service and nothing else: neither dates nor names add anything there.
"""

from __future__ import annotations

import ssl

import certifi

_NO_CHECK_TIME = 0x200000
"""OpenSSL's X509_V_FLAG_NO_CHECK_TIME, which the `ssl` module does not name."""


class Trust:
    """The TLS context of one client."""

    def __init__(self, authority: str = "") -> None:
        """Prepare it.

        Args:
            authority: the pinned authority's certificate in PEM; empty for the public ones.

        Raises:
            ssl.SSLError: the certificate can't be read.
        """
        self.pinned = bool(authority)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        if authority:
            self.context.check_hostname = False
            self.context.load_verify_locations(cadata=authority)
        else:
            self.context.load_verify_locations(certifi.where())
        self.context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)

    def know_the_time(self) -> None:
        """From now on a public certificate that has run out, or is not valid yet, is not trusted."""
        if not self.pinned:
            self.context.verify_flags &= ~ssl.VerifyFlags(_NO_CHECK_TIME)


def unchecked() -> ssl.SSLContext:
    """A context that trusts anybody: for fetching the certificate that a typed code is then held against."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
