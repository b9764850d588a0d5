package dev.willow.testkit.time;

/// Of what goes on in a kit: what services do, and what their clients do beside it.
public enum Part {
    /// Calls that are being served, and what services do in the background.
    SERVICES,
    /// Workers with their handlers, heartbeats, and what a test runs beside itself.
    CLIENTS
}
