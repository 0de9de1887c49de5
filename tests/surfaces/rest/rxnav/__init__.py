"""The paths of the RxNav service."""
