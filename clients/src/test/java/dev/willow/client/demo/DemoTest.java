package dev.willow.client.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.demo.FakeServices.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole demo against services that are faked, so that faults can be ordered which the real ones never show.
@Timeout(120)
class DemoTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void five_branches_of_forty_commits_end_with_the_table_and_every_check_holding() throws Exception {
        Path repository = SampleRepository.create(folder.resolve("sample"), 5, 40);
        try (FakeServices services = new FakeServices()) {
            assertThat(play(services, repository, Optional.empty())).as(output()).isTrue();
        }
        int pushes = (40 + 4 * 80) * 3;
        assertThat(output()).contains("5 branch(es) of \"sample\"").containsPattern("pushes +1,080").doesNotContain("FAIL")
                .containsPattern("most builds at once, any other branch +1")
                .containsPattern("items left waiting +8").containsPattern("because of \"limit os builds\" +8");
        assertThat(pushes).isEqualTo(1_080);
    }

    @Test
    void the_command_runs_in_a_checkout_of_the_commit_and_knows_what_it_builds() throws Exception {
        Path repository = SampleRepository.create(folder.resolve("sample"), 1, 3);
        Path seen = folder.resolve("seen");
        String command = "test \"$(git rev-parse HEAD)\" = \"$WILLOW_COMMIT\" && echo $WILLOW_BRANCH $WILLOW_OS $(cat main.txt) >> " + seen;
        try (FakeServices services = new FakeServices()) {
            assertThat(play(services, repository, Optional.of(command))).as(output()).isTrue();
        }
        assertThat(seen).content().contains("main linux main 3").contains("main windows main 3").contains("main mac main 3");
        assertThat(SampleRepository.git(repository, "", "status", "--porcelain")).as("the repository is not touched")
                .doesNotContain("??");
    }

    @Test
    void a_command_that_fails_is_tried_again_and_told_but_breaks_no_promise() throws Exception {
        Path repository = SampleRepository.create(folder.resolve("sample"), 1, 1);
        try (FakeServices services = new FakeServices()) {
            assertThat(play(services, repository, Optional.of("echo no luck; exit 7"))).as(output()).isTrue();
        }
        assertThat(output()).containsPattern("builds run +6").containsPattern("of which failed +6")
                .contains("failed with exit code 7: no luck");
    }

    @ParameterizedTest
    @CsvSource({
        "IGNORES_RULES,     ''",
        "LOSES_A_PUSH,      'every push was built, squashed into a newer commit, or is still waiting'",
        "LEAKS_A_COUNTER,   no counter is left over",
    })
    void a_broken_promise_fails_the_check_that_is_named_after_it(Fault fault, String check) throws Exception {
        Path repository = SampleRepository.create(folder.resolve("sample"), 2, 20);
        try (FakeServices services = new FakeServices(fault)) {
            assertThat(play(services, repository, Optional.of("sleep 0.05"))).isFalse();
        }
        assertThat(output()).contains("FAIL  " + check);
    }

    @Test
    void a_push_that_is_refused_ends_the_demo_with_the_reason() throws Exception {
        Path repository = SampleRepository.create(folder.resolve("sample"), 2, 20);
        try (FakeServices services = new FakeServices(Fault.REFUSES_A_PUSH)) {
            assertThatThrownBy(() -> play(services, repository, Optional.empty()))
                    .isInstanceOf(DemoException.class).hasMessageContaining("the queue is full");
        }
    }

    private boolean play(FakeServices services, Path repository, Optional<String> command) throws Exception {
        DemoOptions options = new DemoOptions(services.uri(), services.uri(), repository, folder.resolve("scratch"), command, false);
        return new Demo(options, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
