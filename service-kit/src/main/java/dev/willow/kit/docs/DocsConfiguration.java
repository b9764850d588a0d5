package dev.willow.kit.docs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Puts the documentation together.
@Configuration(proxyBeanMethods = false)
@Import(DocsRedirect.class)
public class DocsConfiguration {
    static {
        Schemas.register();
    }

    @Bean
    ProblemDocs problemDocumentation() {
        return new ProblemDocs();
    }
}
