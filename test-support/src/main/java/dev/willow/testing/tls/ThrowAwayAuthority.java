package dev.willow.testing.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Certifies whom a test wants certified, by a key that nobody else knows. Made with the JDK's `keytool`.
public final class ThrowAwayAuthority {
    private static final String PASSWORD = "throw-away";
    private static final String SELF = "authority";

    private final Path folder;
    private final Path keys;

    /// A certificate with its key, in PEM files.
    ///
    /// @param certificate that of the subject
    public record Identity(Path certificate, Path privateKey) {}

    /// @param folder takes the files
    public ThrowAwayAuthority(Path folder) {
        this.folder = folder;
        this.keys = folder.resolve("keys.p12");
        keytool("-genkeypair", "-alias", SELF, "-dname", "CN=throw-away authority", "-ext", "bc:c", "-keyalg", "EC");
        write(SELF, "CERTIFICATE", certificateOf(SELF));
    }

    /// Its own certificate, by which those that it made are trusted.
    public Path certificate() {
        return folder.resolve(SELF + "-certificate.pem");
    }

    /// Certifies somebody on this machine, as server and as client.
    public Identity certify(String name) {
        keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-signer", SELF, "-keyalg", "EC",
                "-ext", "san=dns:localhost,ip:127.0.0.1");
        return new Identity(write(name, "CERTIFICATE", certificateOf(name)), write(name, "PRIVATE KEY", privateKeyOf(name)));
    }

    private void keytool(String... words) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", keys.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12", "-validity", "2"));
        try {
            Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes());
            if (keytool.waitFor() != 0) throw new IllegalStateException("keytool: " + said);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private byte[] certificateOf(String alias) {
        try {
            Certificate certificate = stored().getCertificate(alias);
            return certificate.getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] privateKeyOf(String alias) {
        try {
            return stored().getKey(alias, PASSWORD.toCharArray()).getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private KeyStore stored() throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(keys)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Path write(String name, String what, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        try {
            return Files.writeString(folder.resolve(name + "-" + what.toLowerCase().replace(' ', '-') + ".pem"),
                    "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
