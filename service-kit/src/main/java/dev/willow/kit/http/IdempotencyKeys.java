package dev.willow.kit.http;

import dev.willow.common.problem.BadRequestException;
import dev.willow.engine.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the header `Idempotency-Key`. A key belongs to its call (method and path) and is bound to the bytes of the
/// body, by their SHA-256; parameters such as `wait` may differ when the caller asks again.
final class IdempotencyKeys {
    static final String HEADER = "Idempotency-Key";
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private IdempotencyKeys() {}

    /// @throws BadRequestException if the key is not 1 to 128 visible ASCII characters
    static Optional<IdempotencyKey> of(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        if (key == null) return Optional.empty();
        if (!VISIBLE.matcher(key).matches())
            throw new BadRequestException(HEADER, "must be 1 to 128 visible ASCII characters");
        String call = request.getMethod() + " " + request.getRequestURI();
        return Optional.of(new IdempotencyKey(call, key, sha256(BufferedRequest.bodyOf(request))));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
