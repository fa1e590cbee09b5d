"""What a phone sees and sends."""
