package dev.willow.kit.admission;

import java.util.concurrent.Semaphore;

/// A call that was let in, until it is over. Used by the thread of the call alone.
///
/// ```
/// call ──► reading (its body is on its way) ──► call
///   └────► waiting, or listening
/// ```
public final class Stay implements AutoCloseable {
    private final Places places;
    /// What to give back; null while reading.
    private Semaphore gate;
    private long carried;
    private boolean isOver;
    private volatile boolean givesWay;

    /// What all calls share.
    record Places(Semaphore calls, Semaphore waiting, Semaphore listening, Readers readers, Transit transit) {}

    Stay(Semaphore gate, Places places) {
        this.gate = gate;
        this.places = places;
    }

    /// Goes over to those who wait, and makes room for another call.
    ///
    /// @return false if as many wait as may; nothing has changed then
    public boolean beginToWait() {
        return goOverTo(places.waiting);
    }

    /// Goes over to those who wait for news alone.
    ///
    /// @return false if as many listen as may; nothing has changed then
    public boolean beginToListen() {
        return goOverTo(places.listening);
    }

    private boolean goOverTo(Semaphore other) {
        if (gate == other) return true;
        if (!other.tryAcquire()) return false;
        gate.release();
        gate = other;
        return true;
    }

    /// Goes over to those whose bodies are on their way, and makes room for another call.
    ///
    /// @return false if there are too many; nothing has changed then
    public boolean beginToRead() {
        if (gate != places.calls) return true;
        if (!places.readers.begin(this)) return false;
        gate.release();
        gate = null;
        return true;
    }

    /// The body is there.
    ///
    /// @return false if as many calls are under way as may be; the call is to be refused then
    public boolean endReading() {
        if (gate != null) return true;
        if (!places.calls.tryAcquire()) return false;
        places.readers.end(this);
        gate = places.calls;
        return true;
    }

    /// Its body is to come no longer: others are waited for as well.
    void giveWay() {
        givesWay = true;
    }

    /// Whether the call is to be ended because its body has been on its way for longer than those of many others.
    public boolean givesWay() {
        return givesWay;
    }

    /// The call has so many bytes more in memory, of its body or its answer.
    ///
    /// @return false if there is no room for them; nothing has changed then
    public boolean carry(long bytes) {
        if (!places.transit.take(bytes)) return false;
        carried += bytes;
        return true;
    }

    /// Whether it makes sense to begin with something large.
    public boolean mayCarryMore() {
        return places.transit.isRoomy();
    }

    /// Gives back all it had. May be called again.
    @Override
    public void close() {
        if (isOver) return;
        isOver = true;
        if (gate == null) places.readers.end(this);
        else gate.release();
        places.transit.giveBack(carried);
    }
}
