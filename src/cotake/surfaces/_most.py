"""How much a service takes at once, whichever way it is asked."""

#: The longest list, and the most letters of one line of it.
MOST_MEDICINES, MOST_LETTERS = 60, 500
