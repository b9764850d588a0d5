package dev.willow.client.hold;

import dev.willow.common.api.locker.LockMode;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.values.KeyValues;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Which lock is wanted, how, and who is told when it is lost. Immutable: each method gives a changed copy.
///
/// ```java
/// LockRequest.on(KeyValues.of("deploy", Value.text("production")))
///         .timeout(Duration.ofSeconds(10)).owner("pipeline 42").interruptingWhenLost()
/// ```
public final class LockRequest {
    private final KeyValues keyValues;
    private final LockProperties properties;
    private final Alerts alerts;

    private LockRequest(KeyValues keyValues, LockProperties properties, Alerts alerts) {
        this.keyValues = keyValues;
        this.properties = properties;
        this.alerts = alerts;
    }

    /// Exclusive, with the service's time-out, of no owner, telling nobody.
    public static LockRequest on(KeyValues keyValues) {
        return new LockRequest(keyValues, LockProperties.DEFAULT, Alerts.NONE);
    }

    /// How long the lock outlives a crash of this process; heartbeats keep it otherwise.
    public LockRequest timeout(Duration timeout) {
        return with(new LockProperties(
                Optional.of(timeout), properties.mode(), properties.maxHolders(), properties.sessionId(), properties.owner()));
    }

    /// Lets other shared holders in beside this one.
    public LockRequest shared() {
        return with(new LockProperties(
                properties.timeout(), LockMode.SHARED, properties.maxHolders(), properties.sessionId(), properties.owner()));
    }

    /// Makes it a semaphore of so many places; everybody who takes it must name the same number.
    public LockRequest places(int places) {
        return with(new LockProperties(
                properties.timeout(), properties.mode(), Optional.of(places), properties.sessionId(), properties.owner()));
    }

    /// For people who look at the lock.
    public LockRequest owner(String owner) {
        return with(new LockProperties(
                properties.timeout(), properties.mode(), properties.maxHolders(), properties.sessionId(), Optional.of(owner)));
    }

    /// Told once if the lock is lost, on a thread of its own.
    public LockRequest whenLost(Consumer<? super Hold> listener) {
        return new LockRequest(keyValues, properties, alerts.lost(listener));
    }

    /// Interrupts the thread that takes the lock if it is lost before it is closed.
    public LockRequest interruptingWhenLost() {
        return new LockRequest(keyValues, properties, alerts.interruptingWhenLost());
    }

    private LockRequest with(LockProperties changed) {
        return new LockRequest(keyValues, changed, alerts);
    }

    LockRequest in(String session) {
        return with(new LockProperties(
                properties.timeout(), properties.mode(), properties.maxHolders(), Optional.of(session), properties.owner()));
    }

    LockSpec spec() {
        return LockSpec.of(keyValues, properties);
    }

    Alerts alerts() {
        return alerts;
    }
}
