/// The HTTP edge: JSON to commands, events to JSON, refusals to problems. Everything goes through [LimitDesk].
package dev.willow.limiter.http;
