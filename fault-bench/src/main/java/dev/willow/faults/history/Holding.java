package dev.willow.faults.history;

/// Something given to one caller for a time: an item, a lock, a place under a limit. It is *certainly* held from the answer until
/// the holder began to give it back, or until the time-out was over, counted from when the last accepted heartbeat was sent. The
/// truth reaches further to both sides, so what overlaps here has overlapped indeed, however slow everything was.
///
/// @param call  that it was asked for with
/// @param until when it was no longer certain
public record Holding(Span call, long until) {
    public long from() {
        return call.to();
    }

    public boolean isEmpty() {
        return until <= from();
    }
}
