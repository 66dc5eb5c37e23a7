"""`GET /v1/authority`: the certificate that a new tablet holds against its code before it says the code's secret."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency

from sync.service.api import described, problems
from sync.service.context import Service

MEDIA_TYPE = "application/pem-certificate-chain"


@get(
    "/v1/authority",
    summary="The school's own certificate authority",
    operation_class=described.operation(gives=MEDIA_TYPE, refuses=(404,), open_to_all=True),
)
async def authority(service: NamedDependency[Service]) -> Response[bytes]:
    """Open to anybody: it is public, and worth nothing without a code."""
    if service.authority is None:
        raise problems.Refused(404, "This service has no certificate of its own. Use its https:// address.")
    return Response(service.authority.pem.encode(), media_type=MEDIA_TYPE)
