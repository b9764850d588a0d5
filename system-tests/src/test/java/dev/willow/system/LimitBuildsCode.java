package dev.willow.system;

import dev.willow.client.LimiterClient;
import dev.willow.common.api.limiter.LimitDefinition;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.util.Map;
import java.util.Optional;

/// The Java of the guide about limits.
final class LimitBuildsCode {
    private LimitBuildsCode() {}

    static void run(LimiterClient limiter) {
        // snippet
        limiter.createRule(new LimitSpec(
                new LimitDefinition(
                        Optional.of("one deploy per target"),
                        KeyPatterns.of(Map.of("target", ValuePattern.ANY, "kind", ValuePattern.exactly(Value.text("deploy"))))),
                new LimitProperties(1L, false)));
        // end of snippet
    }
}
