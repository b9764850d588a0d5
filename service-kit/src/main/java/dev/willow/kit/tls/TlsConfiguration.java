package dev.willow.kit.tls;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts TLS together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TlsProperties.class)
public class TlsConfiguration {

    @Bean
    ServerTls serverTls(TlsProperties properties) {
        return new ServerTls(properties);
    }

    /// For the calls to other services.
    @Bean
    OutboundTls outboundTls(TlsProperties properties, ObjectProvider<SslBundles> bundles) {
        if (!properties.isForCalls()) return new OutboundTls(Optional.empty());
        return new OutboundTls(Optional.of(bundles.getObject().getBundle(TlsBundle.NAME).createSslContext()));
    }
}
