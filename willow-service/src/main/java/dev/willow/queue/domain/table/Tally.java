package dev.willow.queue.domain.table;

/// How many channels and items a queue has, kept up by its channels; and with it, how many all queues have.
final class Tally {
    private final Tally all;
    private int waiting;
    private int processing;
    private int channels;

    /// @param all what this is a part of, or null
    Tally(Tally all) {
        this.all = all;
    }

    int waiting() {
        return waiting;
    }

    int processing() {
        return processing;
    }

    int channels() {
        return channels;
    }

    void moreChannels(int more) {
        channels += more;
        if (all != null) all.moreChannels(more);
    }

    void moreWaiting(int more) {
        waiting += more;
        if (all != null) all.moreWaiting(more);
    }

    void moreProcessing(int more) {
        processing += more;
        if (all != null) all.moreProcessing(more);
    }
}
