package dev.willow.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.testing.docs.Snippets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the guide shows, run.
@Timeout(60)
class GuideTest {
    @AutoClose
    private final FakeWillow willow = new FakeWillow();

    record Build(String commit) {}

    static class Builds {
        private final BlockingQueue<String> runs = new LinkedBlockingQueue<>();

        // snippet
        @WillowListener(queue = "${builds.queue}", query = {"os=linux", "cpus:uint8>=4"}, concurrency = "${builds.at-a-time:4}")
        void build(Build build, KeyValues channel) {
            run("./build.sh", build.commit(), channel);
        }
        // end of snippet

        private void run(String command, String commit, KeyValues channel) {
            runs.add(command + " " + commit + " " + channel);
        }
    }

    @Test
    void the_listener_of_the_guide_builds() {
        Contexts.with(willow).withBean(Builds.class).withPropertyValues("builds.queue=builds").run(context -> {
            willow.push("{\"commit\": \"c1\"}");
            assertThat(context.getBean(Builds.class).runs.poll(30, TimeUnit.SECONDS)).isEqualTo("./build.sh c1 os=linux");
            assertThat(willow.nextAck()).contains("\"Success\":true");
        });
    }

    @Test
    void the_guide_shows_what_runs_here() {
        Snippets.of(Path.of("../docs/guides/spring-boot.md"), "java").areIn(Snippets.sourceOf(GuideTest.class));
    }
}
