"""Files that leave the pages."""

from __future__ import annotations

from litestar import Response


def as_download(data: bytes, kind: str, name: str) -> Response[bytes]:
    """A file to keep and not to show. Its name stands among the downloads: it tells of no medicine."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=kind, headers=headers, status_code=200)
