package dev.willow.cli;

import dev.willow.client.ClientBuilder;
import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.RetryPolicy;
import dev.willow.client.Tls;
import dev.willow.client.WillowClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// Where the services are, and how to speak with them: by options, else by the environment.
final class Services {
    /// People should hear soon that a service is not there; a restart is still bridged.
    private static final RetryPolicy RETRIES = RetryPolicy.forAsLongAs(Duration.ofSeconds(3));
    private static final int WILLOW_PORT = 8080;
    private static final int LIMITER_PORT = 8082;
    private static final int LOCKER_PORT = 8083;

    @Option(names = "--willow", paramLabel = "URL", scope = ScopeType.INHERIT,
            description = "Where Willow is; default $WILLOW_URL, or port $WILLOW_PORT or 8080 of this machine.")
    private Optional<URI> willow;

    @Option(names = "--limiter", paramLabel = "URL", scope = ScopeType.INHERIT,
            description = "Where Limiter is; default $LIMITER_URL, or port $LIMITER_PORT or 8082 of this machine.")
    private Optional<URI> limiter;

    @Option(names = "--locker", paramLabel = "URL", scope = ScopeType.INHERIT,
            description = "Where Locker is; default $LOCKER_URL, or port $LOCKER_PORT or 8083 of this machine.")
    private Optional<URI> locker;

    @Option(names = "--tls-trusted", paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "The certificates (PEM) by which services are trusted; default $$TLS_TRUSTED, or whom this machine trusts.")
    private Optional<Path> trusted;

    @Option(names = "--tls-certificate", paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "A certificate (PEM) to show to services; default $$TLS_CERTIFICATE.")
    private Optional<Path> certificate;

    @Option(names = "--tls-private-key", paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "The certificate's key (PEM, PKCS #8); default $$TLS_PRIVATEKEY.")
    private Optional<Path> privateKey;

    WillowClient willow(Map<String, String> environment) {
        return connected(WillowClient.builder(url(willow, "WILLOW", WILLOW_PORT, environment)), environment);
    }

    LimiterClient limiter(Map<String, String> environment) {
        return connected(LimiterClient.builder(url(limiter, "LIMITER", LIMITER_PORT, environment)), environment);
    }

    LockerClient locker(Map<String, String> environment) {
        return connected(LockerClient.builder(url(locker, "LOCKER", LOCKER_PORT, environment)), environment);
    }

    private <C> C connected(ClientBuilder<C> client, Map<String, String> environment) {
        Optional<Path> its = file(certificate, "TLS_CERTIFICATE", environment);
        Optional<Path> itsKey = file(privateKey, "TLS_PRIVATEKEY", environment);
        if (its.isPresent() != itsKey.isPresent())
            throw new WrongWords("a certificate and its key go together: --tls-certificate and --tls-private-key");
        Tls tls = file(trusted, "TLS_TRUSTED", environment).map(Tls::trusting).orElseGet(Tls::ofSystem);
        if (its.isPresent()) tls = tls.identifiedBy(its.get(), itsKey.get());
        try {
            if (isTls(environment)) client.sslContext(tls.toContext());
        } catch (IllegalArgumentException unusable) {
            throw new WrongWords(unusable.getMessage());
        }
        return client.retries(RETRIES).build();
    }

    private boolean isTls(Map<String, String> environment) {
        return file(trusted, "TLS_TRUSTED", environment).or(() -> file(certificate, "TLS_CERTIFICATE", environment)).isPresent();
    }

    private static Optional<Path> file(Optional<Path> given, String name, Map<String, String> environment) {
        return given.or(() -> Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank()).map(Path::of));
    }

    private URI url(Optional<URI> given, String name, int port, Map<String, String> environment) {
        String here = (isTls(environment) ? "https" : "http") + "://127.0.0.1:";
        URI url = given.orElseGet(() -> URI.create(environment.getOrDefault(
                name + "_URL", here + environment.getOrDefault(name + "_PORT", Integer.toString(port)))));
        if (url.getScheme() == null || url.getHost() == null)
            throw new WrongWords("'" + url + "' is no URL of a service, such as " + here + port);
        return url;
    }
}
