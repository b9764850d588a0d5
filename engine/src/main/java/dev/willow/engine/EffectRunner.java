package dev.willow.engine;

/// Performs what events ask of the outside world (calls to other services, watches) and hands the outcomes back
/// through [Engine#submit] or [Engine#step].
///
/// Called by the leader in the machine's turn, once for every event that is not merely replayed; must not block.
@FunctionalInterface
public interface EffectRunner<E extends Event> {
    void perform(E event);

    static <E extends Event> EffectRunner<E> none() {
        return event -> {};
    }
}
