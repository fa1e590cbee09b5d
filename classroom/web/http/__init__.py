"""Http is what every view shares: who asks, what they may, how they are refused, and the page around a screen."""
