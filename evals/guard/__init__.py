"""How well the checks of written replies tell true from false."""
