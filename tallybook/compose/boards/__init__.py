"""The board's values, drawn from a book's content for its page and for the command alike, and what is made of them."""

from tallybook.compose.boards.chat import chat, deadline
from tallybook.compose.boards.entries import board
from tallybook.compose.boards.sheets import workbook
from tallybook.compose.boards.words import DELIVERIES, opened

__all__ = ["DELIVERIES", "board", "chat", "deadline", "opened", "workbook"]
