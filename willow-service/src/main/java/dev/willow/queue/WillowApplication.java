package dev.willow.queue;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts Willow.
@SpringBootApplication(proxyBeanMethods = false)
public class WillowApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(WillowApplication.class, arguments);
    }
}
