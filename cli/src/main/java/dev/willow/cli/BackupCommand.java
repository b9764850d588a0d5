package dev.willow.cli;

import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.WillowClient;
import dev.willow.common.backup.BackupLabel;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Saves what services keep.
@Command(
        name = "backup",
        description = {
            "Save what the services keep, while they run, each in a file of its own: willow.backup, limiter.backup, locker.backup.",
            "Everything that was answered before this began is in them."
        })
final class BackupCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Parameters(index = "0", paramLabel = "DIR", description = "Where the files go; made if it is not there. What is there already is left alone.")
    private Path directory;

    @Parameters(index = "1..*", paramLabel = "SERVICE", description = "willow, limiter or locker; without any, all three.")
    private List<String> services;

    @Override
    public Integer call() throws IOException {
        List<Kept> wanted = Kept.of(services);
        for (Kept service : wanted)
            if (Files.exists(service.backupIn(directory))) throw new FileAlreadyExistsException(service.backupIn(directory).toString());
        Files.createDirectories(directory);
        List<Kept.Shown> saved = new ArrayList<>();
        for (Kept service : wanted) {
            Path file = service.backupIn(directory);
            BackupLabel label = save(service, file);
            saved.add(Kept.Shown.of(service, file, Files.size(file), label));
            cli.say("saved " + file);
        }
        if (cli.isJson()) cli.printJson(saved);
        return Exit.DONE;
    }

    private BackupLabel save(Kept service, Path file) throws IOException {
        switch (service) {
            case WILLOW -> {
                try (WillowClient client = cli.willowClient()) {
                    return client.backup(file);
                }
            }
            case LIMITER -> {
                try (LimiterClient client = cli.limiterClient()) {
                    return client.backup(file);
                }
            }
            case LOCKER -> {
                try (LockerClient client = cli.lockerClient()) {
                    return client.backup(file);
                }
            }
        }
        throw new AssertionError(service);
    }
}
