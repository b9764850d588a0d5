package dev.willow.cli;

import dev.willow.client.LimiterClient;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.common.api.limiter.RuleOverride;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Overrides: other limits of a rule for some of what it applies to.
@Command(name = "override", description = "Overrides: other limits of a rule for some of what it applies to.")
final class OverrideCommands {
    private static final String RULE = "The name of the rule.";
    private static final String NAME = "The name of the override.";

    @ParentCommand
    private Cli cli;

    @Command(name = "create", description = "Create an override.")
    void create(
            @Parameters(index = "0", paramLabel = "RULE", description = RULE) String rule,
            @Parameters(index = "1", paramLabel = "NAME", description = NAME) String name,
            @Parameters(index = "2..*", paramLabel = "KEY", description = Limits.GROUP_BY + " All keys of the rule are needed.")
                    List<String> groupBy,
            @Option(names = "--limit", paramLabel = "N", required = true, description = Limits.LIMIT) long limit,
            @Option(names = "--paused", description = "Let nothing in for now.") boolean paused) {
        var spec = Limits.spec(name, groupBy, limit, paused);
        try (LimiterClient limiter = cli.limiterClient()) {
            RuleOverride override = limiter.createOverride(rule, spec);
            if (cli.isJson()) cli.printJson(override);
            else cli.say("created " + name);
        }
    }

    @Command(name = "list", description = "List the overrides of a rule.")
    void list(@Parameters(paramLabel = "RULE", description = RULE) String rule) {
        try (LimiterClient limiter = cli.limiterClient()) {
            print(rule, limiter.overrides(rule, QueryRequest.EVERYTHING).things());
        }
    }

    @Command(name = "show", description = "Show an override.")
    void show(
            @Parameters(index = "0", paramLabel = "RULE", description = RULE) String rule,
            @Parameters(index = "1", paramLabel = "NAME", description = NAME) String name) {
        try (LimiterClient limiter = cli.limiterClient()) {
            RuleOverride override = limiter.override(rule, name);
            if (cli.isJson()) cli.printJson(override);
            else print(rule, List.of(override));
        }
    }

    @Command(name = "set", description = "Change the limit of an override.")
    void set(
            @Parameters(index = "0", paramLabel = "RULE", description = RULE) String rule,
            @Parameters(index = "1", paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--limit", paramLabel = "N", required = true, description = Limits.LIMIT) long limit) {
        change(rule, name, Limits.limit(limit), "changed ");
    }

    @Command(name = "pause", description = "Let nothing in for now; the limit is kept.")
    void pause(
            @Parameters(index = "0", paramLabel = "RULE", description = RULE) String rule,
            @Parameters(index = "1", paramLabel = "NAME", description = NAME) String name) {
        change(rule, name, Limits.paused(true), "paused ");
    }

    @Command(name = "resume", description = "End a pause.")
    void resume(
            @Parameters(index = "0", paramLabel = "RULE", description = RULE) String rule,
            @Parameters(index = "1", paramLabel = "NAME", description = NAME) String name) {
        change(rule, name, Limits.paused(false), "resumed ");
    }

    @Command(name = "delete", description = "Delete an override.")
    void delete(
            @Parameters(index = "0", paramLabel = "RULE", description = RULE) String rule,
            @Parameters(index = "1", paramLabel = "NAME", description = NAME) String name) {
        try (LimiterClient limiter = cli.limiterClient()) {
            limiter.deleteOverride(rule, name);
            cli.say("deleted " + name);
        }
    }

    private void change(String rule, String name, LimitUpdate change, String done) {
        try (LimiterClient limiter = cli.limiterClient()) {
            limiter.changeOverride(rule, name, change);
            cli.say(done + name);
        }
    }

    private void print(String rule, List<RuleOverride> overrides) {
        if (cli.isJson()) {
            cli.printJson(overrides);
            return;
        }
        Table table = Limits.table();
        overrides.forEach(override -> Limits.add(override, rule, table));
        cli.print(table);
    }
}
