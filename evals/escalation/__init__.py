"""When a bot may answer without a model, and when it hands over."""
