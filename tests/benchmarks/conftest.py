"""The peers, one after the other."""

import pytest

from benchmarks import peers


@pytest.fixture(params=peers.PEERS)
def name(request):
    """A peer's name; a test of one that isn't installed is skipped."""
    if request.param not in peers.installed():
        pytest.skip(f"{request.param} is not installed; `make bench` installs it")
    return request.param
