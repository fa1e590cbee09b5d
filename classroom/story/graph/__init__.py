"""Graph walks a story as classes do: every situation, by country, in time and as a drawing. It judges nothing."""
