"""Agent Copilot: a conversation comes in, help for the agent goes out."""

__version__ = "0.1.0"
