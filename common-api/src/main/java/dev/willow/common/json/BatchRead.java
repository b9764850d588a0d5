package dev.willow.common.json;

import dev.willow.common.problem.BadRequestException;

/// One entry of a batch that was read: entries are independent, so that a wrong one refuses only itself.
public sealed interface BatchRead<T> {
    record Entry<T>(T value) implements BatchRead<T> {}

    record Refused<T>(BadRequestException reason) implements BatchRead<T> {}
}
