"""Measurements of the room, on real servers and real sockets; what they gave stands in docs/performance.md."""
