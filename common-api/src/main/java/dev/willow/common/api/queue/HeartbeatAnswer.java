package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonProperty;

/// @param superseded whether a newer item of the channel is waiting, so that the consumer may stop early
public record HeartbeatAnswer(@JsonProperty("Superseded") boolean superseded) {}
