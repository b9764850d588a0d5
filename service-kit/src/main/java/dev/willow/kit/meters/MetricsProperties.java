package dev.willow.kit.meters;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much a service measures of itself, bound from `metrics.*`.
///
/// @param named   how many queues or rules have series of their own, the first ones by their names; the others are summed up as `other`;
///                0 to 10,000
/// @param refresh how old the numbers of queues, locks and limits may be that a scrape is answered with; positive
@ConfigurationProperties("metrics")
public record MetricsProperties(@DefaultValue("100") int named, @DefaultValue("2s") Duration refresh) {
    private static final int MOST_NAMED = 10_000;

    public MetricsProperties {
        if (named < 0 || named > MOST_NAMED)
            throw new IllegalArgumentException("metrics.named must be between 0 and " + MOST_NAMED + ", was " + named);
        if (!refresh.isPositive()) throw new IllegalArgumentException("metrics.refresh must be positive, was " + refresh);
    }
}
