"""What takes seconds to make and depends on nothing but its content: lent to tests, not made by each."""

LENT = ("fonts", "pictures", "texts")


def lend(caches, cache, names=LENT):
    """Make a cache folder in which what is named is that of all tests; whatever else is its own."""
    cache.mkdir(parents=True, exist_ok=True)
    for name in names:
        (cache / name).symlink_to(caches / name)
    return cache
