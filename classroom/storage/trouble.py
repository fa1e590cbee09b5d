"""What goes wrong with a database."""


class StorageTrouble(Exception):
    """The database could not be written: a full disk, a lock, a broken file. Nothing was changed; try again."""
