package dev.willow.kit.docs;

import io.swagger.v3.core.jackson.ModelResolver;
import java.util.List;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Puts the documentation together. What a service says beside its code is in resources of the package `docs` below its own.
@Configuration(proxyBeanMethods = false)
@Import(DocsRedirect.class)
public class DocsConfiguration {
    private static final String OF_ALL = "dev/willow/kit/docs";

    static {
        Schemas.register();
    }

    @Bean
    ProblemDocs problemDocumentation() {
        return new ProblemDocs();
    }

    @Bean
    WholeDocument wholeDocument(BeanFactory beans) {
        List<String> packages = AutoConfigurationPackages.get(beans);
        String ofService = packages.getFirst().replace('.', '/') + "/docs";
        return new WholeDocument(OF_ALL, ofService);
    }

    /// The last to be asked for a schema: whoever is registered later is asked before.
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ModelResolver schemaNames(ObjectMapperProvider mappers) {
        return new ModelResolver(mappers.jsonMapper(), new NestedNames()).openapi31(true);
    }
}
