"""Story decides what can happen: pure values and rules, no Flask, no database, no clock."""
