package dev.willow.system;

import static dev.willow.system.Things.from;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.api.queue.Item;
import dev.willow.testing.process.RunningProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The command line as a person or a script uses it, at the real services.
@Timeout(180)
class CommandLineTest {
    private static final Duration PATIENCE = Typist.PATIENCE;

    @TempDir
    static Path data;

    @TempDir
    Path scratch;

    @AutoClose
    private static Cluster cluster;

    private static Typist typist;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(data);
        typist = Typist.at(cluster);
    }

    @Test
    void items_are_pushed_shown_explained_taken_and_acked() throws Exception {
        assertThat(typist.run("queue", "create", "builds", "--max-items", "50")).isEqualTo("created builds");
        assertThat(typist.run("rule", "create", "one build per branch", "branch", "--limit", "1")).isEqualTo("created one build per branch");
        assertThat(typist.run("push", "builds", "branch=main", "os=linux", "--item", "c1")).startsWith("pushed ");
        assertThat(typist.run("push", "builds", "branch=main", "os=mac", "--item", "c2")).startsWith("pushed ");
        assertThat(typist.run("queue", "show", "builds")).contains("branch=main os=linux", "branch=main os=mac");
        Item item = cluster.willow().dequeue("builds", from("os", "linux"), PATIENCE).orElseThrow();
        assertThat(typist.run("explain", "builds", "branch=main", "os=mac")).contains("limit-reached", "one build per branch");
        assertThat(typist.run("counters", "--where", "branch=main")).contains("branch=main os=linux");
        assertThat(typist.run("ack", "builds", item.state().id())).isEqualTo("done");
        assertThat(typist.run("take", "builds", "--wait", "30s")).contains("c2", "branch=main os=mac");
        assertThat(Typist.end(typist.start("take", "builds"), 3)).isEmpty();
        assertThat(typist.run("rule", "delete", "one build per branch")).isEqualTo("deleted one build per branch");
    }

    @Test
    void a_command_runs_for_each_item_and_its_exit_code_says_what_becomes_of_it() throws Exception {
        typist.run("queue", "create", "jobs");
        typist.run("push", "jobs", "os=linux", "--item", "good", "--retries", "3");
        Path seen = scratch.resolve("seen");
        String script = "read -r payload; echo \"$payload $WILLOW_KEY_OS $WILLOW_ATTEMPT $WILLOW_QUEUE\" >> " + seen
                + "; case $payload$WILLOW_ATTEMPT in bad1) exit 1 ;; esac; echo handled $payload";
        RunningProcess work = typist.start("work", "jobs", "--concurrency", "2", "--where", "os=linux", "--", "sh", "-c", script);
        work.awaitLine(line -> line.equals("handled good"), PATIENCE);
        typist.run("push", "jobs", "os=linux", "--item", "bad", "--retries", "3");
        work.awaitLine(line -> line.equals("handled bad"), PATIENCE);
        work.signal("TERM");
        assertThat(work.awaitExit(PATIENCE)).isEqualTo(143);
        assertThat(Files.readAllLines(seen)).containsExactly("good linux 1 jobs", "bad linux 1 jobs", "bad linux 2 jobs");
        assertThat(typist.run("queue", "list")).containsPattern("jobs +unlimited +0 +0 +0 +0");
    }

    @Test
    void what_does_not_end_while_the_worker_drains_is_stopped_and_given_back() throws Exception {
        typist.run("queue", "create", "slow");
        typist.run("push", "slow", "os=linux", "--item", "x", "--timeout", "5m");
        RunningProcess work = typist.start("work", "slow", "--drain", "100ms", "--", "sh", "-c", "echo begun; exec sleep 600");
        work.awaitLine(line -> line.equals("begun"), PATIENCE);
        work.signal("TERM");
        work.awaitExit(PATIENCE);
        Item again = cluster.willow().dequeue("slow", from("os", "linux"), PATIENCE).orElseThrow();
        assertThat(again.state().attempt()).isEqualTo(1);
    }

    @Test
    void a_command_runs_while_a_lock_is_held_and_another_does_not() throws Exception {
        RunningProcess holder = typist.start("lock", "deploy=production", "--timeout", "2s", "--owner", "first",
                "--", "sh", "-c", "echo $WILLOW_FENCING_TOKEN; exec sleep 600");
        long first = Long.parseLong(holder.awaitLine(line -> line.matches("[0-9]+"), PATIENCE));
        String refused = Typist.end(typist.start("lock", "deploy=production", "--wait", "0", "--", "echo", "never"), 3);
        assertThat(refused).startsWith("willow: ").doesNotContain("never").hasLineCount(1);
        RunningProcess next = typist.start("lock", "deploy=production", "--", "sh", "-c", "echo $WILLOW_FENCING_TOKEN; exit 7");
        holder.descendants().stream().filter(child -> child.info().command().orElse("").endsWith("sleep")).forEach(ProcessHandle::destroy);
        holder.awaitExit(PATIENCE);
        assertThat(Long.parseLong(Typist.end(next, 7))).isGreaterThan(first);
    }

    @Test
    void a_command_is_stopped_when_its_lock_is_lost() throws Exception {
        RunningProcess holder = typist.start("lock", "deploy=staging", "--timeout", "2s", "--", "sh", "-c", "echo held; exec sleep 600");
        holder.awaitLine(line -> line.equals("held"), PATIENCE);
        var lock = cluster.locker().locks(Things.those("deploy", "staging")).things().getFirst();
        cluster.locker().release(lock.state().lockId(), lock.state().sessionId());
        assertThat(Typist.end(holder, 1)).endsWith("willow: the lock was lost, so the command was stopped");
    }
}
