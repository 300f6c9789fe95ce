"""How well the guards of what goes in and out do."""
