"""The shelf, the gate and the desk."""
