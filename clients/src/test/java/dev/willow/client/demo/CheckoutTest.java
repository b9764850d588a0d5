package dev.willow.client.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckoutTest {
    private static final Channel MAIN = new Channel("main", Os.LINUX);

    @TempDir
    Path folder;

    @Test
    void each_build_finds_its_commit_and_nothing_of_the_one_before() throws Exception {
        Path sample = SampleRepository.create(folder.resolve("sample"), 1, 2);
        Checkout checkout = checkout(sample, "ls; cat main.txt; touch left-over; mkdir nested && git init --quiet nested");
        assertThat(checkout.build(MAIN, commit(sample, "main~1"))).isZero();
        assertThat(printed(checkout)).isEqualTo("main.txt\nmain 1\n");
        assertThat(checkout.build(MAIN, commit(sample, "main"))).isZero();
        assertThat(printed(checkout)).isEqualTo("main.txt\nmain 2\n");
    }

    @Test
    void without_a_command_the_build_shows_what_the_commit_changed() throws Exception {
        Path sample = SampleRepository.create(folder.resolve("sample"), 1, 1);
        Checkout checkout = Checkout.make(GitRepository.open(sample), folder, "linux-1", Optional.empty(), new ChildProcesses());
        assertThat(checkout.build(MAIN, commit(sample, "main"))).isZero();
        assertThat(printed(checkout)).contains("main.txt | 1 +");
    }

    @Test
    void a_shallow_clone_can_be_built_too() throws Exception {
        Path sample = SampleRepository.create(folder.resolve("sample"), 1, 5);
        SampleRepository.git(folder, "", "clone", "--quiet", "--depth=2", sample.toUri().toString(), "shallow");
        Path shallow = folder.resolve("shallow");
        Checkout checkout = Checkout.make(GitRepository.open(shallow), folder, "linux-1", Optional.empty(), new ChildProcesses());
        assertThat(checkout.build(MAIN, commit(shallow, "main~1"))).as(printed(checkout)).isZero();
    }

    @Test
    void a_commit_that_is_not_there_fails_with_what_git_says() throws Exception {
        Path sample = SampleRepository.create(folder.resolve("sample"), 1, 1);
        Checkout checkout = checkout(sample, "true");
        assertThat(checkout.build(MAIN, "0123456789012345678901234567890123456789")).isNotZero();
        assertThat(checkout.lastLine()).startsWith("fatal: ");
    }

    @Test
    void an_interrupt_stops_the_command_and_its_children() throws Exception {
        Path sample = SampleRepository.create(folder.resolve("sample"), 1, 1);
        Path fifo = folder.resolve("fifo"); // closed by the end of the child, and only then
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
        Checkout checkout = checkout(sample, "(exec sleep 600 > " + fifo + "); true");
        String commit = commit(sample, "main");
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread builder = Thread.ofVirtual().start(() -> {
            try {
                checkout.build(MAIN, commit);
                outcome.complete(null);
            } catch (Exception stopped) {
                outcome.complete(stopped);
            }
        });
        try (var opened = Files.newInputStream(fifo)) { // returns when the child has opened its end
            builder.interrupt();
            assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(opened.read()).as("the sleeping child is gone").isEqualTo(-1);
        }
    }

    @Test
    void a_command_that_cannot_be_started_is_told() {
        assertThatThrownBy(() -> ChildProcesses.start(new ProcessBuilder("no-such-command-here")))
                .isInstanceOf(DemoException.class).hasMessageContaining("no-such-command-here");
    }

    private Checkout checkout(Path repository, String command) throws Exception {
        return Checkout.make(GitRepository.open(repository), folder, "linux-1", Optional.of(command), new ChildProcesses());
    }

    private static String commit(Path repository, String name) throws Exception {
        return SampleRepository.git(repository, "", "rev-parse", name).strip();
    }

    private static String printed(Checkout checkout) throws Exception {
        return Files.readString(checkout.output().toPath());
    }
}
