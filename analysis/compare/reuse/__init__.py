"""Text that articles share: found, aligned, and counted once."""
