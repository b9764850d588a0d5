package dev.willow.locker;

import dev.willow.kit.KitApplication;
import org.springframework.boot.SpringApplication;

/// Starts Locker.
@KitApplication
public class LockerApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(LockerApplication.class, arguments);
    }
}
