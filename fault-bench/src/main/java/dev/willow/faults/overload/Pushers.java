package dev.willow.faults.overload;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Who pushes: too often, or too much at a time.
final class Pushers {
    private static final int LARGE = 8;
    private static final Duration LARGE_EVERY = Duration.ofSeconds(1);
    private static final int CHUNKS = 33;

    private final Door door;
    private final Set<String> pushed;

    /// @param pushed takes what was answered with 2xx
    Pushers(Door door, Set<String> pushed) {
        this.door = door;
        this.pushed = pushed;
    }

    /// Callers that ask at a fixed rate, whether they are answered or not, as far as their connections allow.
    ///
    /// @param perSecond all of them together
    void callers(Tally tally, int many, double perSecond) {
        long each = (long) (many / perSecond * TimeUnit.SECONDS.toNanos(1));
        for (int i = 0; i < many; i++) {
            long first = System.nanoTime() + each * i / many;
            String name = "caller-" + i;
            door.visit(tally, () -> {
                for (long turn = 0; !door.isOver(); ) turn = call(tally, name, turn, first, each);
            });
        }
    }

    /// Calls until the connection ends.
    ///
    /// @return the turn after
    private long call(Tally tally, String name, long from, long first, long each) {
        long turn = from;
        try (Wire wire = door.open()) {
            while (!door.isOver()) {
                long due = first + turn * each - System.nanoTime();
                if (due > 0) LockSupport.parkNanos(due);
                String item = name + "/" + turn++;
                if (push(tally, wire, item, Calls.item("caller", name, item)) == 503) return turn; // the last answer of its connection
            }
        } catch (IOException broken) {
            door.ended(tally);
        }
        return turn;
    }

    private int push(Tally tally, Wire wire, String item, String body) throws IOException {
        int status = door.call(tally, wire, "POST", Calls.push(Calls.FLOOD), body).status();
        if (status / 100 == 2) pushed.add(item);
        return status;
    }

    /// Bodies of just the size that may be, and of one byte more, with their length, and without it.
    void largeBodies(Tally largest, Tally tooLarge) {
        String over = Wire.request("POST", Calls.push(Calls.FLOOD), Calls.itemOf(Calls.BODY_LIMIT + 1, "never"));
        String head = "POST " + Calls.push(Calls.FLOOD) + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunk = "8000\r\n" + " ".repeat(1 << 15) + "\r\n";
        for (int i = 0; i < LARGE; i++) {
            int number = i;
            AtomicInteger turn = new AtomicInteger();
            door.repeat(largest, LARGE_EVERY, wire -> {
                String item = "large-" + number + "/" + turn.getAndIncrement();
                push(largest, wire, item, Calls.itemOf(Calls.BODY_LIMIT, item));
            });
            door.repeat(tooLarge, LARGE_EVERY, wire -> door.answer(tooLarge, wire, over));
            door.repeat(tooLarge, LARGE_EVERY, wire -> {
                long begun = System.nanoTime();
                wire.send(head);
                for (int sent = 0; sent < CHUNKS; sent++) wire.send(chunk);
                door.answer(tooLarge, wire, begun);
            });
        }
    }
}
