package dev.willow.kit.docs;

import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Leads to the documentation from where people look for it.
@Hidden
@RestController
final class DocsRedirect {
    private static final URI PAGE = URI.create("/docs/swagger-ui/index.html");

    @GetMapping({"/docs", "/docs/"})
    ResponseEntity<Void> docs() {
        return ResponseEntity.status(HttpStatus.FOUND).location(PAGE).build();
    }

    @GetMapping({"/v1/docs", "/v1/docs/"})
    ResponseEntity<Void> versioned() {
        return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("/docs")).build();
    }
}
