"""Servers for tests: real sockets on loopback, misbehaving on request."""
