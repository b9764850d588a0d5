package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.demo.SampleRepository;
import dev.willow.testing.process.RunningProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The main job as a person starts it: `./willow demo`.
@Timeout(300)
class DemoRunTest {
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    Path folder;

    @Test
    void a_repository_of_five_branches_and_two_hundred_commits_ends_with_the_table_and_exit_0() throws Exception {
        Path sample = SampleRepository.create(folder.resolve("sample"), 5, 40);
        RunningProcess demo = Launcher.start(temporaryFilesIn(folder), "demo", sample.toString());
        assertThat(demo.awaitExit(PATIENCE)).as(demo.output()).isZero();
        assertThat(demo.output()).containsPattern("pushes +1,080").containsPattern("pushes squashed into a newer commit +\\d")
                .containsPattern("most builds at once, any other branch +1").containsPattern("because of \"limit os builds\" +8")
                .contains("ok    the last commit of each branch was built").doesNotContain("FAIL");
        assertThat(leftovers()).as("nothing is left behind").isEmpty();
    }

    /// All runners may build main at once; no push may be refused for want of room in the queue then.
    @Test
    void a_repository_with_one_branch_ends_well_too() throws Exception {
        Path sample = SampleRepository.create(folder.resolve("sample"), 1, 60);
        RunningProcess demo = Launcher.start(temporaryFilesIn(folder), "demo", sample.toString());
        assertThat(demo.awaitExit(PATIENCE)).as(demo.output()).isZero();
        assertThat(demo.output()).doesNotContain("FAIL");
    }

    @Test
    void ctrl_c_leaves_no_process_behind() throws Exception {
        Path sample = SampleRepository.create(folder.resolve("sample"), 2, 3);
        RunningProcess demo = Launcher.start(temporaryFilesIn(folder), "demo", sample.toString(), "--run", "exec sleep 600");
        List<ProcessHandle> children;
        try {
            demo.awaitLine(line -> line.contains("building") && line.contains("main on linux"), PATIENCE);
            children = demo.descendants();
        } finally {
            demo.signal("INT");
        }
        assertThat(children).as("three services, the demo and its builds").hasSizeGreaterThan(4);
        assertThat(demo.awaitExit(PATIENCE)).isEqualTo(130);
        for (ProcessHandle child : children) child.onExit().get(30, TimeUnit.SECONDS);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void a_path_that_is_no_repository_and_one_without_commits_are_told_in_one_line() throws Exception {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        RunningProcess onPlain = Launcher.start(temporaryFilesIn(folder), "demo", plain.toString());
        assertThat(onPlain.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(onPlain.output()).isEqualTo("willow: " + plain + " is not a git repository");

        SampleRepository.git(folder, "", "init", "--quiet", "empty");
        RunningProcess onEmpty = Launcher.start(temporaryFilesIn(folder), "demo", folder.resolve("empty").toString());
        assertThat(onEmpty.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(onEmpty.output()).isEqualTo("willow: " + folder.resolve("empty") + " has no branch with a commit yet");
    }

    /// So that the test sees what the demo leaves in there.
    private static Map<String, String> temporaryFilesIn(Path folder) {
        return Map.of("TMPDIR", folder.toString());
    }

    private List<Path> leftovers() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("willow-demo")).toList();
        }
    }
}
