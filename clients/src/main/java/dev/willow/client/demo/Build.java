package dev.willow.client.demo;

/// A build that really ran.
///
/// @param itemId    of the item that it was
/// @param commit    what was built
/// @param startNanos when its item was in hand, by [System#nanoTime]
/// @param endNanos  when it was over, before its item was acked
/// @param exitCode  of its command; -1 if it was stopped because its item was lost
record Build(Channel channel, String itemId, String commit, long startNanos, long endNanos, int exitCode) {
    static final int STOPPED = -1;

    boolean passed() {
        return exitCode == 0;
    }
}
