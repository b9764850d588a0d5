package dev.willow.faults;

import dev.willow.client.ClientException;
import dev.willow.faults.check.Checks;
import dev.willow.faults.fault.Deck;
import dev.willow.faults.fault.Fault;
import dev.willow.faults.fault.Flood;
import dev.willow.faults.history.Aftermath;
import dev.willow.faults.scene.Scene;
import dev.willow.faults.work.Crew;
import dev.willow.faults.work.Record;
import dev.willow.faults.work.Whistle;
import dev.willow.faults.work.Witness;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// One run: services, a crew, faults one after the other, and the checks at the end.
public final class Bench {
    private static final int SHORTEST_MILLIS = 300;
    private static final int LONGEST_MILLIS = 6_000;
    /// Small, so that snapshots are taken all the time.
    private static final Map<String, String> SERVICES = Map.of(
            "ENGINE_LOGSIZE", "64KB", "JAVA_TOOL_OPTIONS", "-Xmx256m",
            "LOGGING_LEVEL_DEV_WILLOW", System.getProperty("faults.log", "info"));

    private final Settings settings;
    private final PrintStream out;
    private final Random random;
    private final Record log = new Record();
    private final Map<String, List<Duration>> recoveries = new TreeMap<>();
    private final long begun = log.now();

    public Bench(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.random = new Random(settings.seed());
    }

    /// What somebody else does while the crew works.
    @FunctionalInterface
    public interface Play {
        void perform(Scene scene) throws IOException, InterruptedException;
    }

    /// Lets faults strike for as long as the settings say.
    public Report run() throws IOException, InterruptedException {
        return run(Witness.NONE, this::strikeAgainAndAgain);
    }

    /// @param witness told of each item taken
    /// @param play    instead of the faults
    Report run(Witness witness, Play play) throws IOException, InterruptedException {
        out.printf("fault bench: to be played again with -Dfaults.seed=%d -Dfaults.seconds=%d%n",
                settings.seed(), settings.faults().toSeconds());
        Path data = Files.createTempDirectory(Path.of("").toAbsolutePath(), "bench-data");
        try (Scene scene = Scene.start(data, SERVICES)) {
            try (Crew crew = new Crew(scene::uriOf, log, new Random(random.nextLong()), witness, settings.settling())) {
                return run(scene, crew, play);
            } finally {
                scene.writeLogs(settings.logs());
            }
        }
    }

    private Report run(Scene scene, Crew crew, Play play) throws IOException, InterruptedException {
        scene.leftOut().forEach((what, why) -> say("LEFT OUT: " + what + ", because " + why));
        crew.begin();
        say("all is up, and the crew works");
        play.perform(scene);
        crew.stop();
        crew.delete(Recovery.QUEUE);
        crew.delete(Flood.QUEUE);
        say("the crew has stopped");
        crew.awaitAgreement();
        say("the counters were compared with the items");
        crew.drain();
        Aftermath aftermath = crew.aftermath();
        say("all work is done");
        return new Report(settings, recoveries, log.tally(), scene.leftOut(), Checks.of(log.history(crew.limits(), aftermath)));
    }

    private void strikeAgainAndAgain(Scene scene) throws IOException, InterruptedException {
        Whistle never = new Whistle();
        try (Recovery recovery = new Recovery(scene); Flood flood = new Flood(scene)) {
            recovery.begin();
            Deck deck = new Deck(scene, random, flood, settings.only());
            long end = log.now() + settings.faults().toNanos();
            do {
                never.pause(upTo(2_000));
                strike(deck.next(), scene, recovery, never);
            } while (log.now() < end);
        }
    }

    private void strike(Fault fault, Scene scene, Recovery recovery, Whistle never) throws IOException, InterruptedException {
        Duration length = Duration.ofMillis(SHORTEST_MILLIS).plus(upTo(LONGEST_MILLIS));
        say(fault.what() + " for " + length.toMillis() + " ms");
        fault.strike();
        never.pause(length);
        fault.heal();
        long healed = log.now();
        awaitRecovery(fault, scene, recovery);
        Duration took = Duration.ofNanos(log.now() - healed);
        recoveries.computeIfAbsent(fault.kind(), _ -> new ArrayList<>()).add(took);
        say("    all works again after " + took.toMillis() + " ms");
    }

    private void awaitRecovery(Fault fault, Scene scene, Recovery recovery) {
        try {
            Eventually.succeeds("all works again after: " + fault.what(), settings.settling(), ClientException.class, () -> {
                startWhatIsDown(fault, scene);
                recovery.attempt();
            });
        } catch (AssertionError never) {
            log.surprise(never.getMessage() + ": " + never.getCause());
        }
    }

    private void startWhatIsDown(Fault fault, Scene scene) {
        try {
            scene.startWhatIsDown().forEach((service, lastWords) -> judgeEnd(fault, service, lastWords));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// A service may end when it cannot write, but must say so.
    private void judgeEnd(Fault fault, Service service, String lastWords) {
        Optional<String> reason = lastWords.lines().filter(line -> line.contains("cannot be written")).findFirst();
        say("    " + service.label() + " ended: " + reason.orElse(lastWords));
        if (!fault.mayEnd().contains(service)) log.surprise(service.label() + " ended by itself, after " + fault.what() + ": " + lastWords);
        else if (reason.isEmpty()) log.surprise(service.label() + " did not say why it ended: " + lastWords);
    }

    private Duration upTo(int millis) {
        return Duration.ofMillis(random.nextInt(millis + 1));
    }

    private void say(String what) {
        out.printf("%7.1f s  %s%n", (log.now() - begun) / 1e9, what);
    }
}
