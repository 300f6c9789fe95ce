"""A copilot that is broken on purpose: does the evaluation notice? Parts are wrapped, the product has no switch."""
