package dev.willow.kit.waiting;

/// Hears of callers that wait for something that others, or time, must bring about. Whoever runs a service within its own
/// process knows by it when nothing goes on there any more, though requests are under way.
///
/// Each caller is parked once and unparked once: before it sleeps, on its own thread, and before it wakes, on the thread that
/// wakes it. So who is being woken never counts as parked. Who is woken in the moment in which it goes to sleep may be unparked first and
/// parked then. Both must be short and must not throw.
public interface Parking {
    void parked();

    void unparked();

    /// Nobody listens.
    static Parking none() {
        return new Parking() {
            @Override
            public void parked() {}

            @Override
            public void unparked() {}
        };
    }
}
