"""Only the public web is spoken to, whatever an address is wrapped in, and certificates count."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from service.fetching.network import PublicWeb
from service.fetching.records import FetchStatus

PRIVATE = [
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "169.254.169.254", "0.0.0.0",
    "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.5", "::1", "::", "fe80::1",
    "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
    "2002:0a00:0001::", "2002:7f00:0001::", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2001:0:0a00:1:0:0:f5ff:fffe",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "164.100.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2405:200::1"]


@pytest.mark.parametrize("text", PRIVATE)
def test_no_address_inside_is_reached(text: str) -> None:
    assert not PublicWeb().may_reach(ipaddress.ip_address(text), 443)


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are_reached(text: str) -> None:
    assert PublicWeb().may_reach(ipaddress.ip_address(text), 443)


@pytest.mark.parametrize(("port", "may"), [(80, True), (443, True), (8080, True), (22, False), (6379, False)])
def test_only_the_ports_of_web_servers_are_reached(port: int, may: bool) -> None:
    assert PublicWeb().may_reach(ipaddress.ip_address("8.8.8.8"), port) is may


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "::1"])
def test_names_of_this_machine_lead_to_this_machine(name: str) -> None:
    """What the system's look-up makes of a name is judged, not how the name is written."""
    found = PublicWeb().look_up(name, 80)
    assert found
    assert not any(PublicWeb().may_reach(ipaddress.ip_address(text), 80) for text in found)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate that nobody vouches for, with its key, in one file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "self.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("self.test")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "self.pem"
    parts = (
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        made.public_bytes(serialization.Encoding.PEM),
    )
    file.write_bytes(b"".join(parts))
    return file


def test_a_certificate_that_nobody_vouches_for_is_not_overlooked(
    site: Any, bench: Any, certificate: Path
) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    site.socket = tls.wrap_socket(site.socket, server_side=True)
    bench.network.names["self.test"] = [["127.0.0.1"]]
    made = bench.one(f"https://self.test:{site.server_port}/a.pdf")
    assert made.status is not FetchStatus.FETCHED
    assert "certificate is not valid" in str(made.why)
    assert site.asked == []
