package dev.willow.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// What a shell is to be told for completion.
@Command(
        name = "generate-completion",
        description = {"Print a script that lets bash or zsh complete commands and options:", "  source <(./willow generate-completion)"})
final class CompletionCommand implements Runnable {
    /// Of the launcher, which does not ask this program about them.
    private static final String[] OF_LAUNCHER = {"up", "down", "status", "logs", "demo", "test", "help"};

    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine all = spec.root().commandLine();
        for (String command : OF_LAUNCHER) all.addSubcommand(command, CommandSpec.create());
        cli.terminal().out().print(AutoComplete.bash(all.getCommandName(), all));
    }
}
