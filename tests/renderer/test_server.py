"""The server of the preview, the tests and the benchmarks."""

import socket
import struct
import time
from functools import partial
from urllib.parse import urlsplit

from tools.server import FolderHandler, run_server

RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER: on, for 0 seconds


def test_server_prints_nothing_if_the_browser_leaves_during_a_download(tmp_path, capfd):
    (tmp_path / "large.bin").write_bytes(bytes(30_000_000))
    with run_server(partial(FolderHandler, directory=str(tmp_path))) as address:
        with socket.create_connection(("127.0.0.1", urlsplit(address).port)) as client:
            client.sendall(b"GET /large.bin HTTP/1.0\r\n\r\n")
            assert client.recv(1000).startswith(b"HTTP/1.0 200")
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        time.sleep(0.5)  # the server meets the closed connection
    assert capfd.readouterr().err == ""
