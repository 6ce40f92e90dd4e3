"""What a browser may do with our answers."""

from django.http.response import HttpResponseBase

# `data:` images are the arrows and ticks inside our own style sheet.
CONTENT_SECURITY_POLICY = "; ".join(  # noqa: FLY002 - one directive a line can be reviewed
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "camera=(), geolocation=(), microphone=({}), payment=(), usb=()"
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": PERMISSIONS.format(""),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
}


def add_to(response: HttpResponseBase) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def let_record(response: HttpResponseBase) -> None:
    """The page records a voice note: it alone may ask for the microphone."""
    response.headers["Permissions-Policy"] = PERMISSIONS.format("self")
