package dev.willow.testkit.service;

import dev.willow.testkit.http.KitNetwork;
import dev.willow.testkit.time.Activity;
import dev.willow.testkit.time.KitClock;
import java.util.Map;

/// What the services of one kit share.
///
/// @param settings such as `willow.default-timeout` to `10s`
public record Surroundings(KitClock clock, Activity activity, KitNetwork network, Map<String, String> settings) {
    public Surroundings {
        settings = Map.copyOf(settings);
    }
}
