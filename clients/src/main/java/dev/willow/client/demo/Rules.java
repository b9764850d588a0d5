package dev.willow.client.demo;

import dev.willow.client.LimiterClient;
import dev.willow.common.api.limiter.LimitDefinition;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.util.Map;
import java.util.Optional;

/// What may run: one build of a branch at a time, but any number of the main branch; and Windows and macOS builds,
/// whose machines are few, for the main branch only.
///
/// @param mainBranch the branch that is not limited
record Rules(String mainBranch) {
    static final String BRANCH_BUILDS = "limit branch builds";
    static final String OS_BUILDS = "limit os builds";
    private static final long UNLIMITED = -1;

    void createIn(LimiterClient limiter) {
        ValuePattern main = ValuePattern.exactly(Value.text(mainBranch));
        limiter.createRule(limit(BRANCH_BUILDS,
                Map.of(Channel.REPOSITORY, ValuePattern.ANY, Channel.BRANCH, ValuePattern.ANY), 1));
        limiter.createOverride(BRANCH_BUILDS, limit("any number on " + mainBranch,
                Map.of(Channel.REPOSITORY, ValuePattern.ANY, Channel.BRANCH, main), UNLIMITED));

        limiter.createRule(limit(OS_BUILDS, Map.of(Channel.OS, ValuePattern.ANY), 0));
        limiter.createOverride(OS_BUILDS, limit("linux", Map.of(Channel.OS, is(Os.LINUX)), UNLIMITED));
        limiter.createOverride(OS_BUILDS, limit("windows on " + mainBranch,
                Map.of(Channel.OS, is(Os.WINDOWS), Channel.BRANCH, main), UNLIMITED));
        limiter.createOverride(OS_BUILDS, limit("mac on " + mainBranch,
                Map.of(Channel.OS, is(Os.MAC), Channel.BRANCH, main), UNLIMITED));
    }

    /// Whether the rules ever let a channel run.
    boolean allow(Channel channel) {
        return channel.os() == Os.LINUX || isMain(channel.branch());
    }

    boolean isMain(String branch) {
        return branch.equals(mainBranch);
    }

    private static ValuePattern is(Os os) {
        return ValuePattern.exactly(os.value());
    }

    private static LimitSpec limit(String name, Map<String, ValuePattern> groupBy, long limit) {
        return new LimitSpec(
                new LimitDefinition(Optional.of(name), KeyPatterns.of(groupBy)), new LimitProperties(limit, false));
    }
}
