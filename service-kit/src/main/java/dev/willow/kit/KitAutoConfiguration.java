package dev.willow.kit;

import dev.willow.kit.docs.DocsConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Import;

/// Brings the whole kit into a [KitApplication]: after the beans of the service, and before what Spring Boot would bring in its place.
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@Import({KitConfiguration.class, DocsConfiguration.class})
public class KitAutoConfiguration {}
