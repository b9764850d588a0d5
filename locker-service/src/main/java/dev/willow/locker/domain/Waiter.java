package dev.willow.locker.domain;

import dev.willow.engine.RequestId;
import java.util.List;

/// A request in line. It has a place in the line of every lock it wants, and holds none of them while it waits.
public record Waiter(RequestId request, List<Want> wants, Tenure tenure) {
    public Waiter {
        wants = List.copyOf(wants);
    }
}
