"""Evidence sheets: claims with what supports and opposes them, frozen quotes, and their checking later."""
