package dev.willow.testkit.shop;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// A small web application.
@SpringBootApplication
@RestController
public class ShopApplication {

    @GetMapping("/prices")
    String prices() {
        return "all free";
    }

    @GetMapping("/broken")
    String broken() {
        throw new IllegalStateException("out of paper");
    }
}
