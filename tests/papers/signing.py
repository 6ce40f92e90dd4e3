"""Certificates made for a test, and a signatory with a tool of their own."""

import datetime as dt
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

DER = serialization.Encoding.DER


@dataclass(frozen=True)
class Token:
    """A certificate with its key, as on a USB token."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def root_file(self, folder: Path) -> str:
        path = folder / "roots.pem"
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return str(path)

    def sign(self, pdf: bytes, field: str) -> bytes:
        signer = signers.SimpleSigner(
            signing_cert=asn1.Certificate.load(self.certificate.public_bytes(DER)),
            signing_key=keys.PrivateKeyInfo.load(
                self.key.private_bytes(
                    DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
                )
            ),
            cert_registry=SimpleCertificateStore(),
        )
        about = signers.PdfSignatureMetadata(
            field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        )
        made = io.BytesIO()
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        signers.sign_pdf(writer, about, signer=signer, output=made)
        return made.getvalue()


def made(name: str, above: Token | None = None, *, days: int = 365, **dates: Any) -> Token:
    """A root when nothing is `above`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    since = dates.get("since") or dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    is_root = above is None
    usage = x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above.certificate.subject if above else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + dt.timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    return Token(built.sign(above.key if above else key, hashes.SHA256()), key)


@lru_cache(maxsize=1)
def root() -> Token:
    return made("Gốc chứng thực thử nghiệm", days=40_000)


@lru_cache(maxsize=8)
def token(name: str) -> Token:
    return made(name, root(), days=40_000)
