package dev.willow.client.demo;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.util.Locale;
import java.util.Map;

/// Where the commits of one branch wait for one operating system: at most one of them at a time, the newest.
record Channel(String branch, Os os) {
    static final String REPOSITORY = "repo_name";
    static final String BRANCH = "branch_name";
    static final String OS = "os";

    KeyValues keyValues(String repository) {
        return KeyValues.of(Map.of(
                REPOSITORY, Value.text(repository), BRANCH, Value.text(branch), OS, os.value()));
    }

    /// The channel that an item or a counter belongs to.
    static Channel of(KeyValues keyValues) {
        return new Channel(
                keyValues.get(BRANCH).data(), Os.valueOf(keyValues.get(OS).data().toUpperCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return branch + " on " + os.label();
    }
}
