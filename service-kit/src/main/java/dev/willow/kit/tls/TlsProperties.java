package dev.willow.kit.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the service proves who it is, bound from `tls.*`. Files that are not named are empty.
///
/// @param certificate a PEM file with the service's certificate, then those that it is certified by; with it the service speaks HTTPS
///                    alone, and shows it also to the services that it calls
/// @param privateKey  a PEM file with the certificate's key
/// @param trusted     a PEM file with the certificates by which callers and called services are trusted; without it, called services
///                    are trusted as this machine does
/// @param clientAuth  whether callers show certificates: `none`, `wanted` (one that is shown must be trusted) or `required`
/// @param plainHttp   where HTTP without TLS may be spoken: `loopback` (within this machine) or `anywhere`
@ConfigurationProperties("tls")
public record TlsProperties(
        @DefaultValue("") String certificate,
        @DefaultValue("") String privateKey,
        @DefaultValue("") String trusted,
        @DefaultValue("none") ClientAuth clientAuth,
        @DefaultValue("loopback") PlainHttp plainHttp) {

    /// Whether callers show certificates.
    public enum ClientAuth { NONE, WANTED, REQUIRED }

    /// Where HTTP without TLS may be spoken.
    public enum PlainHttp { LOOPBACK, ANYWHERE }

    public TlsProperties {
        readable("certificate", certificate);
        readable("private-key", privateKey);
        readable("trusted", trusted);
        if (certificate.isEmpty() != privateKey.isEmpty())
            throw new IllegalArgumentException("tls.certificate and tls.private-key go together; only "
                    + (privateKey.isEmpty() ? "tls.certificate" : "tls.private-key") + " is set");
        if (clientAuth != ClientAuth.NONE && certificate.isEmpty())
            throw new IllegalArgumentException("tls.client-auth needs tls.certificate: there are no certificates without TLS");
        if (clientAuth != ClientAuth.NONE && trusted.isEmpty())
            throw new IllegalArgumentException("tls.client-auth needs tls.trusted: whose certificates are good?");
    }

    /// Whether callers have to use HTTPS.
    boolean isServed() {
        return !certificate.isEmpty();
    }

    /// Whether anything is said that calls to other services go by.
    boolean isForCalls() {
        return isServed() || !trusted.isEmpty();
    }

    private static void readable(String name, String file) {
        if (!file.isEmpty() && !Files.isReadable(Path.of(file)))
            throw new IllegalArgumentException("tls." + name + " cannot be read: " + file);
    }
}
