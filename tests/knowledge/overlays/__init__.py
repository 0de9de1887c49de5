"""Other sources that users bring."""
