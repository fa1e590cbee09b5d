"""Web shows how it looks from a browser: it reads, asks actions to change, and decides nothing itself."""
