"""What is being uploaded never lies on a disk in clear, not even for a moment.

The framework's own handler writes large uploads to a temporary file. This one covers them on the way,
under a key that is known to this request alone, in a file without a name that ends with it.
"""

import secrets
import tempfile
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from dayaq.vault.streams import Covering, uncovered

_BOUND = b"upload"


class CoveredUploadHandler(FileUploadHandler):
    """Takes what is too large for memory. Beyond `UPLOAD_HARD_BYTES` it counts and keeps nothing."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._box = AESGCMSIV(secrets.token_bytes(32))
        self._covering = Covering(self._box, _BOUND)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the request's files

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start < settings.UPLOAD_HARD_BYTES:
            self._file.writelines(self._covering.take(raw_data))

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self._file.write(self._covering.end())
        self._file.flush()
        return UploadedFile(
            file=uncovered(self._file, self._box, _BOUND),
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()
