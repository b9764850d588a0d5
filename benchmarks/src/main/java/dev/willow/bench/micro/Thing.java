package dev.willow.bench.micro;

import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;

/// What is found in the index: ten branches of each repository.
record Thing(String id, KeyPatterns keys) implements Subject {
    static final int BRANCHES = 10;

    static Thing of(int number) {
        return new Thing("thing-" + number,
                KeyValues.of("repo", Value.text(repo(number)), "branch", Value.text(branch(number))).asPatterns());
    }

    static String repo(int number) {
        return "repo-" + number / BRANCHES;
    }

    static String branch(int number) {
        return "branch-" + number % BRANCHES;
    }
}
