"""Acts are what the desk can ask: each turns a playthrough into the next, or says NotNow."""
