from deploy.local.ports import free_ports, is_free


def test_free_ports_are_none_that_the_system_gives_to_others() -> None:
    """Linux gives 32768 and above to whoever connects or asks for any; macOS and Windows 49152 and above."""
    ports = free_ports(50)

    assert len(set(ports)) == 50
    assert max(ports) < 32_768
    assert all(is_free(port) for port in ports)
