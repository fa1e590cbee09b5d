"""Signing in; on a laptop a one-time link."""
