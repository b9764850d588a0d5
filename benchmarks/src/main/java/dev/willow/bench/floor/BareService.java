package dev.willow.bench.floor;

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

/// Spring MVC on Tomcat with virtual threads, and answers of the size of Locker's.
@SpringBootApplication
@RestController
public class BareService {
    private static final byte[] ANSWER = ("{\"LockID\":\"x\",\"SessionID\":\"x\",\"Filler\":\"" + "x".repeat(420) + "\"}").getBytes();

    public static void main(String[] arguments) {
        var application = new SpringApplication(BareService.class);
        application.setDefaultProperties(Map.of("server.port", "0", "spring.threads.virtual.enabled", "true",
                "server.tomcat.max-keep-alive-requests", "-1", "spring.main.banner-mode", "off"));
        application.run(arguments);
    }

    @PostMapping(path = "/v1/locks", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] acquire(@RequestBody byte[] body) {
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
