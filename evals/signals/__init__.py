"""How well the signals of a conversation tell what must go to a person."""
