package dev.willow.hostile;

import dev.willow.hostile.document.Document;
import dev.willow.hostile.judge.LogJudge;
import dev.willow.hostile.judge.Violation;
import dev.willow.hostile.stage.Scene;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One run: the services, an attack on each, all at a time, and a look at what they wrote.
final class Run {
    private final Settings settings;

    Run(Settings settings, PrintStream out) {
        this.settings = settings;
        out.printf("hostile input: to be played again with -Dhostile.seed=%d -Dhostile.requests=%d%n", settings.seed(), settings.requests());
    }

    Report run() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("hostile-data");
        List<Violation> inTheLogs = new ArrayList<>();
        try (Scene scene = Scene.start(data, settings.services(), settings.patience())) {
            List<Tally> tallies = attackAll(scene);
            StringBuilder logs = new StringBuilder();
            for (Service service : settings.services()) {
                logs.append("==== ").append(service.label()).append('\n').append(scene.logOf(service)).append('\n');
                inTheLogs.addAll(LogJudge.violations(service.label(), scene.logOf(service)));
                if (!scene.isAlive(service)) inTheLogs.add(new Violation(LogJudge.CLEAN, service.label() + " has ended"));
            }
            Files.createDirectories(settings.logs().toAbsolutePath().getParent());
            Files.writeString(settings.logs(), logs);
            return new Report(settings, tallies, inTheLogs);
        }
    }

    private List<Tally> attackAll(Scene scene) throws InterruptedException {
        try (ExecutorService attackers = Executors.newFixedThreadPool(Service.values().length, Thread.ofPlatform().daemon().factory())) {
            List<Future<Tally>> attacks = settings.services().stream().map(service -> attackers.submit(() -> attack(scene, service))).toList();
            List<Tally> tallies = new ArrayList<>();
            for (Future<Tally> attack : attacks) tallies.add(attack.get());
            return tallies;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private Tally attack(Scene scene, Service service) throws IOException, InterruptedException {
        Path file = Settings.root().resolve("docs").resolve("openapi").resolve(service.label() + ".json");
        Document document = Document.of(Files.readString(file));
        try (Attack attack = new Attack(service.label(), document, scene.portOf(service), scene.stageOf(service), settings)) {
            return attack.run();
        }
    }
}
