"""What is known: record types, loader, linter and compiler, and the records themselves."""

from cotake.knowledge._library import Candidate, Library, NameHit, open_library

__all__ = ["Candidate", "Library", "NameHit", "open_library"]
