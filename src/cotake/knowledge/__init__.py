"""What is known: record types, loader, linter and compiler, and the records themselves."""

from cotake.knowledge._library import Candidate, Library, NameHit
from cotake.knowledge._names import distance, key_of
from cotake.knowledge._opening import open_library
from cotake.knowledge._pairing import ANY

__all__ = ["ANY", "Candidate", "Library", "NameHit", "distance", "key_of", "open_library"]
