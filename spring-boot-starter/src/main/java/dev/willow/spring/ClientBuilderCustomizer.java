package dev.willow.spring;

import dev.willow.client.ClientBuilder;

/// A bean of this type changes how the clients are built, after the properties have been applied. Several are applied in their order.
@FunctionalInterface
public interface ClientBuilderCustomizer {
    /// Called once for each client.
    void customize(ClientBuilder<?> builder);
}
