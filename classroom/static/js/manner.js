// How the wall behaves: what can be ticked at the desk, and what the wall's screen then says of itself.
export const MANNER = ["sound", "calm", "evening"];
