"""Addresses as pictures that a phone reads."""

import qrcode
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from qrcode.constants import ERROR_CORRECT_M


def drawn(address: str) -> SafeString:
    """A QR code as one path inside the page: no file, no style, nothing from elsewhere."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=2)
    code.add_data(address)
    rows = code.get_matrix()
    squares = ((x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
        len(rows),
        address,
        format_html_join("", "M{} {}h1v1h-1z", squares),
    )
