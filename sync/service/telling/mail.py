"""One message by e-mail, handed to the school's mail server."""

from __future__ import annotations

import threading
import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from sync.service.telling.errors import NotDeliveredError
from sync.service.telling.ways import Mail

if TYPE_CHECKING:
    import smtplib

DEADLINE_S = 10.0
"""For each step of the greeting, and then once more for all the rest."""


def send(way: Mail, notice_id: uuid.UUID, to: str, title: str, text: str, at: datetime) -> None:
    """Hand the message over; it is the server's when this returns.

    The message's id is the notice's, so that a mailbox can tell a second copy.

    Raises:
        NotDeliveredError: the server could not be reached, or did not take it.
    """
    import smtplib  # with `email` and `ssl` behind it: loaded only where a school sends mail
    import ssl
    from email.message import EmailMessage
    from email.utils import format_datetime

    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = title, f"Daybreak <{way.sender}>", to
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = f"<{notice_id}@{way.sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that nobody's holiday answers
    letter.set_content(text)
    where = f"{way.host}, port {way.port},"
    try:
        with _server(way) as server:
            clock = threading.Timer(DEADLINE_S, _hang_up, [server])
            clock.start()
            try:
                if way.security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if way.password:
                    server.login(way.user, way.password)
                server.send_message(letter)
            finally:
                clock.cancel()
    except smtplib.SMTPAuthenticationError:
        raise NotDeliveredError(f"{where} does not take the user name and password. Type them once more.") from None
    except smtplib.SMTPNotSupportedError:
        raise NotDeliveredError(f"{where} has no STARTTLS or no sign-in. Choose another kind of line.") from None
    except smtplib.SMTPSenderRefused:
        raise NotDeliveredError(f"{where} takes no mail from {way.sender}. Ask IT to allow it.") from None
    except smtplib.SMTPRecipientsRefused:
        raise NotDeliveredError(f"{where} takes no mail for this address. Look at it on the Staff page.") from None
    except ssl.SSLCertVerificationError:
        raise NotDeliveredError(
            f"{where} shows a certificate that this machine does not trust. Ask IT whether the name is right."
        ) from None
    except (smtplib.SMTPException, OSError, ValueError, UnicodeError):
        raise NotDeliveredError(
            f"{where} did not take it. Look at the name, the port and the kind of line, and whether this machine may"
            " reach it."
        ) from None


def _server(way: Mail) -> smtplib.SMTP:
    import smtplib
    import socket
    import ssl

    # Its own name is said as it is: looking up the full one can take a name server's whole timeout.
    own = socket.gethostname() or "localhost"
    if way.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(way.host, way.port, local_hostname=own, timeout=DEADLINE_S, context=context)
    return smtplib.SMTP(way.host, way.port, local_hostname=own, timeout=DEADLINE_S)


def _hang_up(server: smtplib.SMTP) -> None:
    """End the line in the middle of whatever is waited for: its timeout is for each piece, this one for all."""
    import socket

    if server.sock is not None:
        server.sock.shutdown(socket.SHUT_RDWR)
