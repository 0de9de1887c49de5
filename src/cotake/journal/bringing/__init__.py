"""Entries from the files of others, and our own read back.

What comes in is shown first and written by the caller. What cannot be read is told, never dropped.
"""

from cotake.journal.bringing._brought import Brought, How, Order, not_yet
from cotake.journal.bringing._cells import day_of, order_of
from cotake.journal.bringing._files import bring_file
from cotake.journal.bringing._table import bring

__all__ = ["Brought", "How", "Order", "bring", "bring_file", "day_of", "not_yet", "order_of"]
