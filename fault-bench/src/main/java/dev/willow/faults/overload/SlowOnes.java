package dev.willow.faults.overload;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who sends a byte a second, and who asks for much and does not read it.
final class SlowOnes {
    private static final int SMALL_BUFFER = 4 << 10;
    private static final int AHEAD = 20;

    private final Door door;
    private final Tally senders;
    private final List<Wire> trickling = new CopyOnWriteArrayList<>();

    SlowOnes(Door door, Tally senders) {
        this.door = door;
        this.senders = senders;
    }

    void senders(int heads, int bodies) {
        begin(heads, "POST " + Calls.push(Calls.FLOOD) + " HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        begin(bodies, "POST " + Calls.push(Calls.FLOOD) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{");
    }

    private void begin(int many, String text) {
        for (int i = 0; i < many; i++) door.visit(senders, () -> {
            Wire wire = door.open();
            long begun = System.nanoTime();
            wire.send(text);
            trickling.add(wire);
            door.answer(senders, wire, begun);
        });
    }

    /// A byte of each.
    void trickle() {
        for (Wire wire : trickling) {
            try {
                wire.send(" ");
            } catch (IOException closed) {
                trickling.remove(wire);
            }
        }
    }

    void nonReaders(int many) {
        String ask = Wire.request("POST", "/v1/queues/" + Calls.WIDE + "/channels/query", "{}").repeat(AHEAD);
        Tally unheard = new Tally();
        for (int i = 0; i < many; i++) door.visit(unheard, () -> door.open(SMALL_BUFFER).send(ask));
    }
}
