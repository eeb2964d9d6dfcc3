"""Measurements that import the package and are never imported by it."""
