"""Rendering turns screens into bytes, pictures and words; it knows no request and no view."""
