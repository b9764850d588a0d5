package dev.willow.spring.config;

import dev.willow.client.ClientBuilder;
import dev.willow.client.RetryPolicy;
import dev.willow.spring.ClientBuilderCustomizer;
import dev.willow.spring.WillowProperties;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.beans.factory.ObjectProvider;

/// What all clients are built with.
record ClientSettings(
        WillowProperties properties, ObjectProvider<HttpClient> http, ObjectProvider<ClientBuilderCustomizer> customizers) {

    /// @param urls at least one
    <C> C build(List<URI> urls, BiFunction<URI, URI[], ClientBuilder<C>> kind) {
        ClientBuilder<C> builder = kind.apply(urls.getFirst(), urls.subList(1, urls.size()).toArray(URI[]::new));
        builder.connectTimeout(properties.connectTimeout()).requestTimeout(properties.requestTimeout())
                .retries(RetryPolicy.forAsLongAs(properties.retry().patience()));
        http.ifUnique(builder::sharedHttpClient);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }
}
