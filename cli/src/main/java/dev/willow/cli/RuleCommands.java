package dev.willow.cli;

import dev.willow.client.LimiterClient;
import dev.willow.client.words.Pair;
import dev.willow.common.api.MatchRequest;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.common.api.limiter.Rule;
import dev.willow.common.query.Match;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Rules: how much may run at once.
@Command(name = "rule", description = "Rules: how much may run at once, for each combination of some keys' values.")
final class RuleCommands {
    private static final String NAME = "The name of the rule.";

    @ParentCommand
    private Cli cli;

    @Command(name = "create", description = "Create a rule.")
    void create(
            @Parameters(index = "0", paramLabel = "NAME", description = NAME) String name,
            @Parameters(index = "1..*", paramLabel = "KEY", description = Limits.GROUP_BY) List<String> groupBy,
            @Option(names = "--limit", paramLabel = "N", required = true, description = Limits.LIMIT) long limit,
            @Option(names = "--paused", description = "Let nothing in for now.") boolean paused) {
        var spec = Limits.spec(name, groupBy, limit, paused);
        try (LimiterClient limiter = cli.limiterClient()) {
            Rule rule = limiter.createRule(spec);
            if (cli.isJson()) cli.printJson(rule);
            else cli.say("created " + name);
        }
    }

    @Command(name = "list", description = "List rules with their overrides.")
    void list(@Option(names = "--for", paramLabel = "PAIR", description = "Only rules that apply to this, such as os=linux; may be repeated.")
            List<String> pairs) {
        try (LimiterClient limiter = cli.limiterClient()) {
            List<Rule> rules = (pairs == null
                    ? limiter.rules(QueryRequest.EVERYTHING)
                    : limiter.matchRules(MatchRequest.of(Match.appliesTo(Pair.keyValues(pairs))))).things();
            if (cli.isJson()) cli.printJson(rules);
            else print(rules);
        }
    }

    @Command(name = "explain", description = "Say whether one more of something would be let in, and why not.")
    void explain(@Parameters(arity = "1..*", paramLabel = "KEY=VALUE", description = "The counter.") List<String> counter) {
        CounterSpec one = CounterSpec.of(Pair.keyValues(counter), 1, Optional.empty());
        try (LimiterClient limiter = cli.limiterClient()) {
            CounterExplanation explanation = limiter.explain(one);
            if (cli.isJson()) cli.printJson(explanation);
            else print(explanation);
        }
    }

    @Command(name = "show", description = "Show a rule with its overrides.")
    void show(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        try (LimiterClient limiter = cli.limiterClient()) {
            Rule rule = limiter.rule(name);
            if (cli.isJson()) cli.printJson(rule);
            else print(List.of(rule));
        }
    }

    @Command(name = "set", description = "Change the limit of a rule.")
    void set(
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--limit", paramLabel = "N", required = true, description = Limits.LIMIT) long limit) {
        change(name, Limits.limit(limit), "changed ");
    }

    @Command(name = "pause", description = "Let nothing in for now; the limit is kept.")
    void pause(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        change(name, Limits.paused(true), "paused ");
    }

    @Command(name = "resume", description = "End a pause.")
    void resume(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        change(name, Limits.paused(false), "resumed ");
    }

    @Command(name = "delete", description = "Delete a rule and its overrides.")
    void delete(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        try (LimiterClient limiter = cli.limiterClient()) {
            limiter.deleteRule(name);
            cli.say("deleted " + name);
        }
    }

    private void change(String name, LimitUpdate change, String done) {
        try (LimiterClient limiter = cli.limiterClient()) {
            limiter.changeRule(name, change);
            cli.say(done + name);
        }
    }

    private void print(CounterExplanation explanation) {
        cli.say(explanation.allowed() ? "one more would be let in" : "one more would not be let in");
        Table table = new Table("RULE", "OVERRIDE", "GROUP", "TAKEN", "IN LINE", "");
        for (CounterExplanation.Asked limit : explanation.asked()) add(limit, table);
        for (CounterExplanation.Asked limit : explanation.overridden()) add(limit, table);
        cli.print(table);
        for (CounterExplanation.Asked limit : explanation.asked()) limit.change().ifPresent(cli::say);
    }

    private static void add(CounterExplanation.Asked limit, Table table) {
        Colour colour = limit.verdict().equals("fits") || limit.verdict().equals("overridden") ? Colour.PLAIN : Colour.WARNING;
        table.add(limit.rule(), limit.override().orElse(""), Words.of(limit.group()), limit.count() + " of " + Words.limit(limit.limit()),
                limit.inLine() == 0 ? "" : limit.inLine(), new Painted(limit.verdict(), colour));
    }

    private void print(List<Rule> rules) {
        Table table = Limits.table();
        rules.forEach(rule -> Limits.add(rule, table));
        cli.print(table);
    }
}
