package dev.willow.client;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Whom a client trusts, and who it is, from PEM files. Immutable.
///
/// ```java
/// WillowClient.builder(URI.create("https://willow.example:8080"))
///         .sslContext(Tls.trusting(Path.of("ca.pem")).identifiedBy(Path.of("me.pem"), Path.of("me-key.pem")).toContext())
/// ```
public final class Tls {
    private static final char[] NO_PASSWORD = {};

    private final Optional<Path> trusted;
    private final Optional<Path> certificates;
    private final Optional<Path> privateKey;

    private Tls(Optional<Path> trusted, Optional<Path> certificates, Optional<Path> privateKey) {
        this.trusted = trusted;
        this.certificates = certificates;
        this.privateKey = privateKey;
    }

    /// Trusts whom this machine trusts.
    public static Tls ofSystem() {
        return new Tls(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Trusts nobody but those that these certify, whether this machine does or not.
    ///
    /// @param certificates a PEM file with one or more
    public static Tls trusting(Path certificates) {
        return new Tls(Optional.of(certificates), Optional.empty(), Optional.empty());
    }

    /// Shows a certificate to services that ask for one.
    ///
    /// @param certificates a PEM file with the client's own first, then those that it is certified by
    /// @param privateKey   a PEM file with its key, PKCS #8 without a password (`BEGIN PRIVATE KEY`)
    public Tls identifiedBy(Path certificates, Path privateKey) {
        return new Tls(trusted, Optional.of(certificates), Optional.of(privateKey));
    }

    /// @throws IllegalArgumentException if a file cannot be read or does not hold what it should; the message names it
    public SSLContext toContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException(
                    "the certificates and the key cannot be used together: " + unusable.getMessage(), unusable);
        }
    }

    /// Null stands for the default of the platform, as [SSLContext#init] has it.
    private TrustManager[] trustManagers() throws GeneralSecurityException {
        if (trusted.isEmpty()) return null;
        KeyStore store = emptyStore();
        int number = 0;
        for (X509Certificate certificate : Pem.certificates(trusted.get())) store.setCertificateEntry("trusted-" + number++, certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager[] keyManagers() throws GeneralSecurityException {
        if (certificates.isEmpty() || privateKey.isEmpty()) return null;
        List<X509Certificate> chain = Pem.certificates(certificates.get());
        PrivateKey key = Pem.privateKey(privateKey.get());
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException impossible) {
            throw new IllegalStateException("nothing is read", impossible);
        }
        return store;
    }
}
