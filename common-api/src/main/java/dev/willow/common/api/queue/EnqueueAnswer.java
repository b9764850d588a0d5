package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The item that an enqueue made or updated; its bytes are not sent back.
public record EnqueueAnswer(@JsonProperty("State") ItemState state) {}
