"""Library is what stands beside stories: facts, teacher cards, rules of language and the coverage list."""
