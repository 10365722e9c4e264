"""The original's scheduler. The host does its work."""

raise ImportError(
    "libs.aps was the original's scheduler, and taskhost does that work itself: there is nothing to import from it. "
    "Remove the import; the lock, the status and the row of execute_task are the host's."
)
