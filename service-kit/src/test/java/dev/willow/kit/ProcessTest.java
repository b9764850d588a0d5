package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.kit.app.TinyService;
import dev.willow.testing.process.RunningProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an operator sees of a service that does not start, or cannot go on: one line and an exit status.
class ProcessTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --engine.durability=never      | engine.durability cannot be "never"; it is one of sync, flush, memory
        --engine.pending-commands=0    | engine.pending-commands must be positive, was 0
        --engine.entry-size=4MB        | engine.entry-size must be at most 4000000B, was 4194304B
        --limits.longest-wait=0s       | limits.longest-wait must be positive, was 0
        --limits.body-size=big         | limits.body-size cannot be "big"; it is a size such as 1MB
        --tls.certificate=/no/such.pem  | tls.certificate cannot be read: /no/such.pem
        --tls.certificate=/etc/hosts    | tls.certificate and tls.private-key go together; only tls.certificate is set
        --tls.private-key=/etc/hosts    | tls.certificate and tls.private-key go together; only tls.private-key is set
        --tls.client-auth=wanted        | tls.client-auth needs tls.certificate: there are no certificates without TLS
        --tls.client-auth=maybe         | tls.client-auth cannot be "maybe"; it is one of none, wanted, required
        --tls.plain-http=never          | tls.plain-http cannot be "never"; it is one of loopback, anywhere
        --server.address=0.0.0.0        | server.address is 0.0.0.0, where others could listen in: set tls.certificate and tls.private-key, or tls.plain-http=anywhere if the network is to be trusted
        --limits.longest-wait=soon     | limits.longest-wait cannot be "soon"; it is a duration such as 5s
        """)
    void a_wrong_setting_stops_the_start_with_one_clear_line(String setting, String line) throws Exception {
        Ended ended = run(setting);
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.lines()).singleElement().asString().endsWith("not started: " + line);
    }

    @Test
    void a_wrong_setting_of_the_server_is_one_line_too() throws Exception {
        Ended ended = run("--server.port=http");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.lines()).singleElement().asString().contains("not started", "Invalid value 'http'", "'server.port'");
    }

    @Test
    void a_taken_port_stops_the_start_with_one_clear_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = run("--server.port=" + taken.getLocalPort());
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.lines()).singleElement().asString().contains("not started").contains(String.valueOf(taken.getLocalPort()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        version | willow engine 2 | is laid out as "willow engine 2", but this build reads "willow engine 1"
        notes   | mine            | is not empty and holds no data of an engine
        """)
    void a_data_directory_that_cannot_be_used_stops_the_start_with_one_clear_line(String file, String content, String line, @TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve(file), content);
        Ended ended = run("--tiny.data=" + directory);
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.lines()).singleElement().asString().endsWith("not started: the data directory " + directory + " " + line);
    }

    @Test
    void a_log_that_fails_ends_the_process_with_one_clear_line() throws Exception {
        Ended ended = run("--tiny.log-fails=true", "--spring.application.name=tiny");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.lines()).hasSize(2);
        assertThat(ended.lines().getFirst()).contains("tiny listens on 127.0.0.1:");
        assertThat(ended.lines().getLast()).contains("ERROR").endsWith("tiny ends: the disk is full");
    }

    /// All of these come with what is on the class path, and would be made at each start for nobody.
    @Test
    void a_start_makes_nothing_that_no_call_needs(@TempDir Path folder) throws Exception {
        Path loaded = folder.resolve("classes");
        assertThat(runJava(List.of("-Xlog:class+load:file=" + loaded), "--tiny.log-fails=true").lines().getFirst()).contains("listens on");
        assertThat(Files.readString(loaded)).contains("dev.willow.kit.ReadyLine").doesNotContain(
                "org.hibernate.validator.internal", "org.springframework.aop.framework.autoproxy.AbstractAutoProxyCreator ",
                "org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler ", "com.sun.jmx.mbeanserver.JmxMBeanServer ",
                "sun.security.x509.X509CertImpl ", "sun.util.locale.provider.LocaleServiceProviderPool$AllAvailableLocales");
    }

    private record Ended(int status, List<String> lines) {}

    private static Ended run(String... settings) throws Exception {
        return runJava(List.of(), settings);
    }

    private static Ended runJava(List<String> options, String... settings) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), TinyService.class.getName()));
        command.addAll(Arrays.asList(settings));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ENGINE_DURABILITY", "memory");
        builder.environment().put("SERVER_PORT", "0");
        RunningProcess process = new RunningProcess("the tiny service", builder);
        try {
            int status = process.awaitExit(Duration.ofSeconds(60));
            return new Ended(status, process.output().lines().toList());
        } finally {
            process.kill();
        }
    }
}
