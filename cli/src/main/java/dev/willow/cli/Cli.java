package dev.willow.cli;

import dev.willow.client.ClientException;
import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.WillowClient;
import dev.willow.client.words.WrongWordException;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.api.queue.Strategy;
import dev.willow.common.json.Durations;
import dev.willow.common.values.InvalidValueException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/// All commands, and what they share: where the services are, and how to print.
@Command(
        name = "willow",
        description = "A job queue in three services. Pairs are written os=linux, build:=42 for numbers, cpus:uint8=4 for other types.",
        mixinStandardHelpOptions = true,
        version = "willow 0.1.0",
        scope = ScopeType.INHERIT,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all went well", "1:a service refused, or could not be reached", "2:wrong use", "3:no item, no lock or no room, in time"})
final class Cli implements Runnable {
    private static final Map<String, Class<?>> COMMANDS = commands();

    @Mixin
    private Services services = new Services();

    @Option(names = "--color", paramLabel = "WHEN", scope = ScopeType.INHERIT,
            description = "Colours: always, never, or auto, which is on a terminal unless $$NO_COLOR is set; default auto.")
    private Ink.Choice colour = Ink.Choice.AUTO;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the service's JSON instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Terminal terminal;
    private final List<String> child;

    /// @param child the words behind `--`: a command to be run
    private Cli(Terminal terminal, List<String> child) {
        this.terminal = terminal;
        this.child = child;
    }

    /// @return how the process is to end, see [Exit]
    static int run(Terminal terminal, String... words) {
        List<String> all = List.of(words);
        int end = all.contains("--") ? all.indexOf("--") : all.size();
        List<String> child = all.subList(Math.min(end + 1, all.size()), all.size());
        Cli cli = new Cli(terminal, child);
        CommandLine line = new CommandLine(cli);
        commandsFor(words).forEach(line::addSubcommand);
        line.setExpandAtFiles(false); // an item may begin with @
        line.registerConverter(Duration.class, Cli::duration);
        line.registerConverter(Strategy.class, text -> named(text, Strategy.values(), Strategy::code));
        line.registerConverter(Ink.Choice.class, text -> named(text, Ink.Choice.values(), choice -> choice.name().toLowerCase(Locale.ROOT)));
        line.registerConverter(RetryPosition.class, text -> named(text, RetryPosition.values(), RetryPosition::code));
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setParameterExceptionHandler((wrong, given) -> cli.wrongUse(wrong.getMessage(), wrong.getCommandLine()));
        line.setExecutionExceptionHandler((failed, command, result) -> cli.failed(failed, command));
        return line.execute(all.subList(0, end).toArray(String[]::new));
    }

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> inOrder = new LinkedHashMap<>();
        inOrder.put("queue", QueueCommands.class);
        inOrder.put("channel", ChannelCommands.class);
        inOrder.put("push", PushCommand.class);
        inOrder.put("take", TakeCommand.class);
        inOrder.put("ack", AckCommand.class);
        inOrder.put("heartbeat", HeartbeatCommand.class);
        inOrder.put("work", WorkCommand.class);
        inOrder.put("rule", RuleCommands.class);
        inOrder.put("override", OverrideCommands.class);
        inOrder.put("counters", CountersCommand.class);
        inOrder.put("lock", LockCommand.class);
        inOrder.put("explain", ExplainCommand.class);
        inOrder.put("top", TopCommand.class);
        inOrder.put("backup", BackupCommand.class);
        inOrder.put("restore", RestoreCommand.class);
        inOrder.put("generate-completion", CompletionCommand.class);
        return inOrder;
    }

    /// Looking at a command's annotations takes time. When the first word is a command, only that one is needed.
    private static Map<String, Class<?>> commandsFor(String... words) {
        boolean namesOne = words.length > 0 && COMMANDS.containsKey(words[0]) && COMMANDS.get(words[0]) != CompletionCommand.class;
        return namesOne ? Map.of(words[0], COMMANDS.get(words[0])) : COMMANDS;
    }

    private static Duration duration(String text) {
        try {
            return Durations.ofText(text);
        } catch (InvalidValueException wrong) {
            throw new CommandLine.TypeConversionException("'" + text + "' is no duration such as 30s, 5m or 1500ms");
        }
    }

    private static <T> T named(String text, T[] all, Function<T, String> name) {
        for (T one : all) if (name.apply(one).equals(text)) return one;
        String known = Stream.of(all).map(name).collect(Collectors.joining(", "));
        throw new CommandLine.TypeConversionException("'" + text + "' is none of " + known);
    }

    private int failed(Exception failed, CommandLine command) throws Exception {
        return switch (failed) {
            case WrongWords wrong -> wrongUse(wrong.getMessage(), command);
            case WrongWordException wrong -> wrongUse(wrong.getMessage(), command);
            case ClientException refused -> complain(refused.getMessage(), Exit.REFUSED);
            case FileSystemException wrong -> complain(Words.of(wrong), Exit.REFUSED);
            case IOException unreadable -> complain(unreadable.getMessage(), Exit.REFUSED);
            default -> throw failed;
        };
    }

    private int wrongUse(String why, CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        return complain(why.replaceAll("\\s*\\R\\s*", "; ") + " (" + name + " --help)", Exit.WRONG_WORDS);
    }

    /// One line about what went wrong.
    ///
    /// @return the status
    int complain(String what, int status) {
        Ink ink = Ink.of(colour, terminal.errIsScreen(), terminal.environment());
        terminal.err().println(ink.paint("willow:", Colour.BAD) + " " + Words.clean(what));
        return status;
    }

    /// Without a command: what there is.
    @Override
    public void run() {
        spec.commandLine().usage(terminal.out());
    }

    Terminal terminal() {
        return terminal;
    }

    /// The command behind `--`, which some commands run.
    List<String> child() {
        if (child.isEmpty()) throw new WrongWords("what is to be run? Give it behind --");
        return child;
    }

    boolean isJson() {
        return json;
    }

    /// One line for people; machines read JSON only.
    void say(String what) {
        if (!json) terminal.out().println(Words.clean(what));
    }

    Ink ink() {
        return Ink.of(colour, terminal.isScreen(), terminal.environment());
    }

    void print(Table table) {
        table.print(terminal.out(), ink(), terminal.isScreen());
    }

    void printJson(Object answer) {
        terminal.out().println(Json.pretty(answer));
    }

    WillowClient willowClient() {
        return services.willow(terminal.environment());
    }

    LimiterClient limiterClient() {
        return services.limiter(terminal.environment());
    }

    LockerClient lockerClient() {
        return services.locker(terminal.environment());
    }
}
