package dev.willow.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads PEM files (RFC 7468). Every method throws [IllegalArgumentException] with a message that names the file.
final class Pem {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private record Block(String label, byte[] der) {}

    private Pem() {}

    /// @return at least one
    static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(file)) if (block.label.equals("CERTIFICATE")) certificates.add(certificate(file, block));
        if (certificates.isEmpty()) throw new IllegalArgumentException(file + " holds no certificate (BEGIN CERTIFICATE)");
        return certificates;
    }

    private static X509Certificate certificate(Path file, Block block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.der));
        } catch (GeneralSecurityException broken) {
            throw new IllegalArgumentException(file + " holds a certificate that cannot be read: " + broken.getMessage(), broken);
        }
    }

    static PrivateKey privateKey(Path file) {
        for (Block block : blocks(file)) {
            if (block.label.equals("PRIVATE KEY")) return privateKey(file, block);
            if (block.label.endsWith("PRIVATE KEY"))
                throw new IllegalArgumentException(file + " holds an " + block.label + ", which is not read; convert it with "
                        + "openssl pkcs8 -topk8 -nodes -in " + file);
        }
        throw new IllegalArgumentException(file + " holds no private key (BEGIN PRIVATE KEY)");
    }

    /// The file does not say in words which kind of key it is, so each is tried.
    private static PrivateKey privateKey(Path file, Block block) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.der));
            } catch (GeneralSecurityException another) {
                continue;
            }
        }
        throw new IllegalArgumentException(file + " holds a private key that is none of " + ALGORITHMS);
    }

    private static List<Block> blocks(Path file) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(read(file));
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException notBase64) {
                throw new IllegalArgumentException(file + " is damaged: " + notBase64.getMessage(), notBase64);
            }
        }
        return blocks;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read", unreadable);
        }
    }
}
