package dev.willow.system;

import static dev.willow.system.Things.from;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.willow.common.api.queue.Item;
import dev.willow.testing.process.RunningProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What people run into: Ctrl-C, closed pipes, full disks, commands that are not there, letters beyond ASCII.
@Timeout(180)
class CommandLineTroubleTest {
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
    void ctrl_c_ends_the_command_of_a_worker_and_gives_its_item_back_without_using_an_attempt() throws Exception {
        typist.run("queue", "create", "interrupted");
        typist.run("push", "interrupted", "os=linux", "--item", "x", "--timeout", "5m");
        RunningProcess work = typist.start("work", "interrupted", "--", "sh", "-c", "echo begun; exec sleep 600");
        work.awaitLine(line -> line.equals("begun"), Typist.PATIENCE);
        Typist.interrupt(work);
        assertThat(work.awaitExit(Typist.PATIENCE)).isEqualTo(130);
        Item again = cluster.willow().dequeue("interrupted", from("os", "linux"), Typist.PATIENCE).orElseThrow();
        assertThat(again.state().attempt()).isEqualTo(1);
    }

    @Test
    void a_command_that_died_of_a_signal_while_its_worker_goes_on_has_failed() throws Exception {
        typist.run("queue", "create", "signalled");
        typist.run("push", "signalled", "os=linux", "--item", "x", "--retries", "1");
        RunningProcess work = typist.start("work", "signalled", "--", "sh", "-c", "echo attempt $WILLOW_ATTEMPT; kill -INT $$; exec sleep 600");
        work.awaitLine(line -> line.equals("attempt 2"), Typist.PATIENCE);
        work.signal("TERM");
        assertThat(work.awaitExit(Typist.PATIENCE)).isEqualTo(143);
    }

    @Test
    void a_worker_whose_command_is_not_there_ends_and_uses_up_no_item() throws Exception {
        typist.run("queue", "create", "mistyped");
        typist.run("push", "mistyped", "os=linux", "--item", "x");
        String said = Typist.end(typist.start("work", "mistyped", "--concurrency", "2", "--", "no-such-command"), 127);
        assertThat(said).startsWith("willow: ").contains("no-such-command").hasLineCount(1);
        Item still = cluster.willow().dequeue("mistyped", from("os", "linux"), Typist.PATIENCE).orElseThrow();
        assertThat(still.state().attempt()).isEqualTo(1);
        assertThat(Typist.end(typist.start("lock", "mistyped=yes", "--", "no-such-command"), 127)).startsWith("willow: ").hasLineCount(1);
    }

    @Test
    void a_lock_that_is_stopped_stops_its_command_and_then_lets_the_next_in() throws Exception {
        for (String signal : new String[] {"INT", "TERM"}) {
            RunningProcess holder = typist.start("lock", "deploy=" + signal, "--timeout", "5m", "--", "sh", "-c", "echo held; exec sleep 600");
            holder.awaitLine(line -> line.equals("held"), Typist.PATIENCE);
            ProcessHandle child = holder.descendants().stream()
                    .filter(it -> it.info().command().orElse("").matches(".*/(da)?sh|.*/sleep")) // which the one becomes at its own time
                    .findFirst().orElseThrow();
            if (signal.equals("INT")) Typist.interrupt(holder);
            else holder.signal(signal);
            assertThat(holder.awaitExit(Typist.PATIENCE)).isEqualTo(signal.equals("INT") ? 130 : 143);
            assertThat(child.isAlive()).isFalse();
            assertThat(typist.run("lock", "deploy=" + signal, "--wait", "0", "--", "echo", "next")).isEqualTo("next");
        }
    }

    @Test
    void a_command_under_a_lock_reads_and_ends_as_it_would_without() throws Exception {
        assertThat(Typist.end(typist.bash("printf 'a\\nb\\n' | willow lock reads=yes -- sh -c 'cat; exit 41'"), 41)).isEqualTo("a\nb");
        assertThat(Typist.end(typist.bash("willow lock reads=yes -- sh -c 'kill -9 $$'"), 137)).isEmpty();
        RunningProcess tidy = typist.start("lock", "reads=yes", "--", "sh", "-c", "trap 'echo tidied up; exit 5' TERM; echo begun; while :; do sleep 0.1; done");
        tidy.awaitLine(line -> line.equals("begun"), Typist.PATIENCE);
        tidy.signal("TERM");
        assertThat(Typist.end(tidy, 5)).endsWith("tidied up");
    }

    @Test
    void who_reads_no_further_hears_no_complaint() throws Exception {
        typist.run("queue", "create", "many");
        assertThat(Typist.end(typist.bash("seq 5000 | willow push many os=linux --lines"), 0)).isEqualTo("pushed 5000, updated 0");
        assertThat(Typist.end(typist.bash("head -c 700000 /dev/zero | willow push many os=none"), 0)).startsWith("pushed ");
        assertThat(Typist.end(typist.bash("willow take many --where os=none --json | head -1"), 141)).startsWith("[").hasLineCount(1);
    }

    @Test
    void output_that_could_not_be_written_is_no_success() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        typist.run("queue", "create", "unwritten");
        assertThat(Typist.end(typist.bash("willow queue list > /dev/full"), 1)).startsWith("willow: the output could not be written").hasLineCount(1);
    }

    @Test
    void any_bytes_go_in_by_standard_input_and_come_out_there() throws Exception {
        byte[] bytes = new byte[700_000];
        new Random(1).nextBytes(bytes);
        Path in = scratch.resolve("in");
        Path out = scratch.resolve("out");
        Files.write(in, bytes);
        typist.run("queue", "create", "bytes");
        assertThat(Typist.end(typist.bash("willow push bytes os=linux < " + in), 0)).startsWith("pushed ");
        RunningProcess work = typist.start("work", "bytes", "--", "sh", "-c", "cat > " + out + "; echo done");
        work.awaitLine(line -> line.equals("done"), Typist.PATIENCE);
        work.signal("TERM");
        work.awaitExit(Typist.PATIENCE);
        assertThat(Files.readAllBytes(out)).isEqualTo(bytes);
        String refused = Typist.end(typist.bash("head -c 2000000 /dev/zero | willow push bytes os=linux"), 1);
        assertThat(refused).startsWith("willow: ").hasLineCount(1);
    }

    @Test
    void words_beyond_ascii_and_odd_keys_arrive_whatever_the_locale_is() throws Exception {
        Map<String, String> settings = new HashMap<>(typist.settings());
        settings.put("LC_ALL", "C");
        Typist ascii = new Typist(settings);
        ascii.run("queue", "create", "größe 日本/ü?");
        ascii.run("push", "größe 日本/ü?", "größe=日本", "git\\:sha=1 f", "--item", "ü");
        assertThat(ascii.run("channel", "list", "größe 日本/ü?")).contains("'git\\:sha=1 f' größe=日本");
        RunningProcess work = ascii.start("work", "größe 日本/ü?", "--", "sh", "-c", "cat; echo \" $WILLOW_KEY_GIT_SHA $WILLOW_KEY_VALUES\"");
        assertThat(work.awaitLine(line -> line.startsWith("ü"), Typist.PATIENCE))
                .isEqualTo("ü 1 f {\"git:sha\":{\"Type\":13,\"Data\":\"1 f\"},\"größe\":{\"Type\":13,\"Data\":\"日本\"}}");
        work.signal("TERM");
        work.awaitExit(Typist.PATIENCE);
    }

    @Test
    void a_shell_completes_commands_of_the_launcher_and_of_the_services() throws Exception {
        String asked = "source <(willow generate-completion); complete -p willow >/dev/null; for so_far in q t ch; do COMP_WORDS=(willow $so_far); COMP_CWORD=1; "
                + "_complete_willow 2>/dev/null; echo \"${COMPREPLY[@]}\"; done; COMP_WORDS=(willow queue cr); COMP_CWORD=2; _complete_willow 2>/dev/null; echo \"${COMPREPLY[@]}\"";
        assertThat(Typist.end(typist.bash(asked), 0).lines().map(String::strip)).containsExactly("queue", "take top test", "channel", "create");
    }

    @Test
    void a_terminal_gets_colours_and_a_pipe_does_not() throws Exception {
        assumeTrue(typist.bash("command -v script").awaitExit(Typist.PATIENCE) == 0);
        typist.run("queue", "create", "coloured");
        String terminal = "TERM=xterm script -qec 'willow queue show coloured' /dev/null";
        assertThat(Typist.end(typist.bash(terminal), 0)).contains("\033[1mQUEUE\033[0m");
        assertThat(Typist.end(typist.bash("NO_COLOR=1 " + terminal), 0)).contains("QUEUE").doesNotContain("\033");
        assertThat(typist.run("queue", "show", "coloured")).contains("QUEUE").doesNotContain("\033");
        assertThat(Typist.end(typist.bash("TERM=xterm script -qec 'willow top --looks 1' /dev/null"), 0))
                .contains("\033[?1049h", "willow top", "coloured", "\033[?1049l");
    }

    @Test
    void top_shows_who_has_what_and_which_rule_is_in_the_way() throws Exception {
        typist.run("queue", "create", "watched");
        typist.run("rule", "create", "one per kind", "kind", "--limit", "1");
        typist.run("push", "watched", "kind=a", "--item", "1");
        typist.run("push", "watched", "kind=a", "--item", "2");
        Item item = cluster.willow().withRequestId("worker-7").dequeue("watched", from("kind", "a"), Typist.PATIENCE).orElseThrow();
        assertThat(typist.run("top", "watched", "--looks", "2", "--every", "1ms"))
                .containsPattern("watched +1 +1 +0 +1")
                .containsPattern("watched +one per kind +kind=a .*limit-reached, 1 of 1")
                .containsPattern("one per kind +kind=a +1 of 1 +full")
                .containsPattern("watched +kind=a +" + item.state().id() + " +[0-9]+m?s +request worker-7 from 127.0.0.1")
                .containsPattern("kind=a +watched +1 +1");
        typist.run("rule", "delete", "one per kind");
    }
}
