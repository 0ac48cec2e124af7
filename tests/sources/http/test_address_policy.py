"""Private and link-local hosts."""

from __future__ import annotations

import pytest

from finews_tui.sources.http.address_policy import is_link_local, is_private


@pytest.mark.parametrize(
    ("host", "private", "link_local"),
    [
        ("8.8.8.8", False, False),
        ("127.0.0.1", True, False),
        ("::1", True, False),
        ("192.168.0.1", True, False),
        ("100.64.0.1", True, False),
        ("0.0.0.0", True, False),
        ("169.254.169.254", True, True),
        ("fe80::1%eth0", True, True),
        ("::ffff:10.0.0.1", True, False),
        ("64:ff9b::a9fe:a9fe", True, True),
        ("64:ff9b::808:808", False, False),
        ("2002:7f00:1::", True, False),
        ("2606:4700::1111", False, False),
        ("fd00::1", True, False),
        ("LOCALHOST.", True, False),
        ("nas.home.arpa", True, False),
        ("news.test", False, False),
    ],
)
def test_private_and_link_local_hosts(host: str, private: bool, link_local: bool) -> None:
    assert is_private(host) is private
    assert is_link_local(host) is link_local
