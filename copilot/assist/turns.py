"""Whose turn it is in a thread in which a bot answers: what is done with, what a human has, who goes on. Pure."""

from copilot.assist.case import Case
from copilot.domain import AssistRequest, Conversation, Policy
from copilot.state.bots import BotState
from retrieval.documents import Message


def closed(conversation: Conversation) -> Conversation:
    """The thread for finding an answer: what a bot answered is done with, as if a human had, so that the next question
    is looked up by itself. Not where its answer was no help, nor where it asked something."""
    if Case(AssistRequest(conversation=conversation), conversation, None, Policy()).bot_failed:
        return conversation
    messages = tuple(
        m.model_copy(update={"author": "agent"}) if m.author == "bot" and not asks_something(m) else m
        for m in conversation.messages
    )
    return conversation.model_copy(update={"messages": messages})


def with_authors(conversation: Conversation, given: Conversation) -> Conversation:
    """With the authors that were given."""
    author = {m.id: m.author for m in given.messages}
    messages = tuple(m.model_copy(update={"author": author[m.id]}) for m in conversation.messages)
    return conversation.model_copy(update={"messages": messages})


def asks_something(message: Message) -> bool:
    """Whether a bot's message asks the customer for something: none of its answers holds a question."""
    return "?" in message.text


def with_agent(case: Case, bot: BotState) -> bool:
    """Whether a human answered last, and did not give the conversation back after that."""
    spoke = next((m for m in reversed(case.visible) if m.author != "customer"), None)
    if spoke is None or spoke.author != "agent":
        return False
    if bot.resumed is not None:
        return spoke.id != bot.resumed
    # until a bot next decides, only a message's time can tell that it came after
    return bot.released_at is None or (spoke.sent_at is not None and spoke.sent_at > bot.released_at)


def resumed_after(case: Case, bot: BotState) -> str | None:
    """The id of the human's message after which a bot goes on, where that is to be remembered now."""
    spoke = next((m for m in reversed(case.visible) if m.author == "agent"), None)
    if spoke is None or bot.released_at is None or bot.resumed is not None or with_agent(case, bot):
        return None
    return spoke.id


def bot_turns(case: Case) -> int:
    """A bot's answers since a human last wrote; several messages in a row are one."""
    turns, before = 0, ""
    for message in case.visible:
        if message.author == "agent":
            turns = 0
        elif message.author == "bot" and before != "bot":
            turns += 1
        before = message.author
    return turns


def turn_of(case: Case) -> str:
    return next((m.id for m in reversed(case.visible) if m.author == "customer" and m.id), "")
