"""What is fast, how fast, and compared with whom: `make bench`."""
