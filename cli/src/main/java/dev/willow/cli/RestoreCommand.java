package dev.willow.cli;

import dev.willow.common.backup.BackupFile;
import dev.willow.common.backup.BackupLabel;
import dev.willow.common.backup.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Lets services begin with what was saved.
@Command(
        name = "restore",
        description = {
            "Put what backup saved where the services find it when they start next. They must not run, and must have no data there.",
            "Either all that is asked for is restored, or nothing is changed."
        })
final class RestoreCommand implements Callable<Integer> {
    private static final String DATA = "WILLOW_DATA";

    @ParentCommand
    private Cli cli;

    @Parameters(index = "0", paramLabel = "DIR", description = "Where the files are.")
    private Path directory;

    @Parameters(index = "1..*", paramLabel = "SERVICE", description = "willow, limiter or locker; without any, all three.")
    private List<String> services;

    @Option(names = "--data", paramLabel = "DIR",
            description = "The directory in which each service has its own; default $$WILLOW_DATA, or ./data.")
    private Optional<Path> data;

    @Override
    public Integer call() throws IOException {
        Path into = data.orElseGet(() -> Path.of(cli.terminal().environment().getOrDefault(DATA, "data")));
        List<Kept> wanted = Kept.of(services);
        List<Restore> restores = wanted.stream()
                .map(service -> new Restore(new BackupFile(service.backupIn(directory)), service.label(), into.resolve(service.label())))
                .toList();
        List<BackupLabel> labels = new ArrayList<>();
        for (Restore restore : restores) labels.add(restore.check());
        carryOut(restores);
        for (Restore restore : restores) cli.say("restored " + restore.service() + " into " + restore.directory());
        if (cli.isJson()) {
            List<Kept.Shown> shown = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                Path file = restores.get(i).backup().path();
                shown.add(Kept.Shown.of(wanted.get(i), file, Files.size(file), labels.get(i)));
            }
            cli.printJson(shown);
        }
        return Exit.DONE;
    }

    private static void carryOut(List<Restore> restores) throws IOException {
        List<Restore> done = new ArrayList<>();
        try {
            for (Restore restore : restores) {
                restore.carryOut();
                done.add(restore);
            }
        } catch (IOException failed) {
            for (Restore restore : done) restore.undo();
            throw failed;
        }
    }
}
