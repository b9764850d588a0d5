package dev.willow.queue;

import dev.willow.kit.KitApplication;
import org.springframework.boot.SpringApplication;

/// Starts Willow.
@KitApplication
public class WillowApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(WillowApplication.class, arguments);
    }
}
