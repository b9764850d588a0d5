package dev.willow.faults.overload;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What a caller does on any day: push, take and ack, again and again. By it is told whether all is as it was.
final class Rounds {
    private static final int IN_A_ROW = 20;
    /// A round that takes no longer than this is as good as before, on whatever machine; and so is one that takes no longer than this many
    /// times what the slowest took before.
    private static final Duration QUICK = Duration.ofSeconds(1);
    private static final int TIMES = 3;

    private final URI willow;
    private long slowest = QUICK.toNanos();
    private int round;

    Rounds(URI willow) {
        this.willow = willow;
    }

    /// What is normal.
    ///
    /// @return how long as many rounds take as have to succeed afterwards
    Duration before() throws IOException {
        long first = System.nanoTime();
        try (Wire wire = new Wire(willow)) {
            for (int i = 0; i < IN_A_ROW; i++) {
                long begun = System.nanoTime();
                if (!succeeds(wire)) throw new IOException("a round fails before there is any load");
                slowest = Math.max(slowest, TIMES * (System.nanoTime() - begun));
            }
        }
        return Duration.ofNanos(System.nanoTime() - first);
    }

    /// How long it takes until many rounds in a row succeed and are no slower than is normal; gives up after a while.
    ///
    /// @return when the last round ended that was not so
    Duration untilAsBefore() {
        long begun = System.nanoTime();
        long end = begun + TimeUnit.MILLISECONDS.toNanos(Overload.PATIENCE_MILLIS);
        long since = begun;
        while (since < end) {
            int good = 0;
            try {
                long connecting = System.nanoTime();
                try (Wire wire = new Wire(willow)) {
                    for (long started = connecting; good < IN_A_ROW; started = System.nanoTime(), good++)
                        if (!succeeds(wire) || System.nanoTime() - started > slowest) break;
                }
            } catch (IOException notYet) {
                // again
            }
            if (good == IN_A_ROW) return Duration.ofNanos(since - begun);
            since = System.nanoTime();
        }
        return Duration.ofNanos(since - begun);
    }

    private boolean succeeds(Wire wire) throws IOException {
        String name = "round-" + round++;
        if (wire.call("POST", Calls.push(Calls.EMPTY), Calls.item("round", name, name)).status() != 201) return false;
        Wire.Reply taken = wire.call("POST", Calls.take(Calls.EMPTY, "wait=5s"), "{}");
        if (taken.status() != 200) return false;
        String ack = "{\"ItemID\":\"" + Calls.member("ID", taken.body()) + "\",\"Success\":true,\"KeyValues\":{}}";
        return wire.call("POST", Calls.ack(Calls.EMPTY), ack).status() == 200;
    }
}
