package dev.willow.client.hold;

import java.util.List;

/// Locks that were taken together. Closing them releases all; each may be closed before.
///
/// @param each in the order in which they were asked for
public record HeldLocks(List<HeldLock> each) implements AutoCloseable {
    public HeldLocks {
        each = List.copyOf(each);
    }

    /// @throws dev.willow.client.LostException if they were lost, which befalls all at once
    public void ensureHeld() {
        each.forEach(HeldLock::ensureHeld);
    }

    @Override
    public void close() {
        each.forEach(HeldLock::close);
    }
}
