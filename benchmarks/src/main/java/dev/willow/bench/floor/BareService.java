package dev.willow.bench.floor;

import dev.willow.bench.load.Connection;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Spring MVC on Tomcat with virtual threads, and answers of the size of Locker's. System properties make it wait for what a call to Willow
/// waits for, and still do nothing: `asks` is another such service that is asked first, `syncs` has something written and synced then. Both
/// are done for all who wait for it at a time, as Willow does.
@SpringBootApplication
@RestController
public class BareService {
    private static final byte[] ANSWER = ("{\"LockID\":\"x\",\"SessionID\":\"x\",\"Filler\":\"" + "x".repeat(420) + "\"}").getBytes();
    /// What a call brings to the other service, and to the disk.
    private static final int BYTES = 200;

    private final List<Gathering> steps = new ArrayList<>();

    BareService() throws IOException {
        String other = System.getProperty("asks");
        if (other != null) steps.add(Gathering.start(Thread.ofVirtual(), asking(URI.create(other))));
        if (Boolean.getBoolean("syncs")) steps.add(Gathering.start(Thread.ofPlatform().daemon(), syncing()));
    }

    public static void main(String[] arguments) {
        var application = new SpringApplication(BareService.class);
        application.setDefaultProperties(Map.of("server.port", "0", "spring.threads.virtual.enabled", "true",
                "server.tomcat.max-keep-alive-requests", "-1", "spring.main.banner-mode", "off"));
        application.run(arguments);
    }

    private static Gathering.Work asking(URI other) throws IOException {
        var connection = new Connection(other);
        return callers -> connection.post("/v1/locks", "x".repeat(BYTES * callers)).expect(200);
    }

    private static Gathering.Work syncing() throws IOException {
        Path file = Path.of(System.getenv("WILLOW_DATA"), "log");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return callers -> {
            channel.write(ByteBuffer.allocate(BYTES * callers));
            channel.force(false);
        };
    }

    @PostMapping(path = "/v1/locks", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] acquire(@RequestBody byte[] body) {
        steps.forEach(Gathering::join);
        return ANSWER;
    }

    @DeleteMapping("/v1/locks/{LockID}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable("LockID") String lock, @RequestBody byte[] body) {}

    @EventListener
    void listens(WebServerInitializedEvent started) {
        System.out.println("floor listens on 127.0.0.1:" + started.getWebServer().getPort() + " after a while");
    }
}
