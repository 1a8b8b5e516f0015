"""The commands behind the make targets."""

import sys
from importlib.util import find_spec

if find_spec("fcntl") is None:
    sys.exit("Windows is not supported by itself (want Linux, macOS or Windows with WSL)")
