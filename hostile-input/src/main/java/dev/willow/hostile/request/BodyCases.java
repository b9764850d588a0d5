package dev.willow.hostile.request;

import dev.willow.hostile.document.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/// Bodies that are wrong or odd as a whole: cut off, followed by something, of another encoding, as large as they may be and larger.
final class BodyCases {
    private static final int LARGEST = 1 << 20;
    private static final int CUTS = 24;
    private final Consumer<Case> cases;
    private final Random random;

    BodyCases(Consumer<Case> cases, Random random) {
        this.cases = cases;
        this.random = random;
    }

    void of(Operation operation) {
        if (operation.body().isEmpty()) {
            unasked(operation);
            return;
        }
        Expectation documented = Expectation.documented(operation.statuses(), operation.isBatch());
        Expectation noJson = documented.noJson();
        for (int i = 0; i < CUTS; i++) {
            double at = random.nextDouble();
            bytes(operation, "cut off", documented.or(400), body -> Arrays.copyOf(body, (int) (body.length * at)));
        }
        bytes(operation, "cut off before the end", noJson, body -> Arrays.copyOf(body, body.length - 1));
        for (String rest : new String[] {"]", "}", "x", "{}", "[]", "null", "\u0000", ",", "/* */", "// x", "\u00ff", "\u00ef\u00bb\u00bf"})
            bytes(operation, "followed by " + rest, noJson, body -> joined(body, rest));
        for (String rest : new String[] {" ", "\r\n\r\n", "\t \n"}) bytes(operation, "followed by blanks", documented, body -> joined(body, rest));
        bytes(operation, "twice", noJson, body -> joined(body, body));
        bytes(operation, "after a BOM", documented, body -> joined(latin("\u00ef\u00bb\u00bf"), body));
        bytes(operation, "after two BOMs", noJson, body -> joined(latin("\u00ef\u00bb\u00bf\u00ef\u00bb\u00bf"), body));
        for (Charset charset : new Charset[] {StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("UTF-32")})
            bytes(operation, "in " + charset, documented.or(400), body -> new String(body, StandardCharsets.UTF_8).getBytes(charset));
        bytes(operation, "in single quotes", documented.or(400), body -> latin(latin(body).replace('"', '\'')));
        bytes(operation, "as a comment", noJson, body -> latin("/*" + latin(body) + "*/"));
        bytes(operation, "within an array", documented.or(400), body -> latin("[" + latin(body) + "]"));
        bytes(operation, "as a text", documented.wrong("$"), body -> latin("\"" + latin(body).replace("\"", "\\\"") + "\""));
        bytes(operation, "with an end of line in each text", documented.or(400), body -> latin(latin(body).replace(":\"", ":\"\n")));
        bytes(operation, "compressed", documented.or(400, 415), BodyCases::compressed);
        bytes(operation, "10,000 zeros", noJson, body -> new byte[10_000]);
        bytes(operation, "blanks", documented.or(400), body -> latin(" ".repeat(10_000)));
        bytes(operation, "as large as may be", documented, body -> Arrays.copyOf(joined(body, " ".repeat(LARGEST)), LARGEST));
        bytes(operation, "a byte too large", Expectation.refusal(413), body -> Arrays.copyOf(joined(body, " ".repeat(LARGEST)), LARGEST + 1));
        bytes(operation, "half as large again", Expectation.refusal(413), body -> Arrays.copyOf(joined(body, " ".repeat(LARGEST)), LARGEST * 3 / 2));
    }

    /// A body for a call that takes none is not looked at, but has to be one that could be taken.
    private void unasked(Operation operation) {
        Expectation documented = Expectation.documented(operation.statuses(), operation.isBatch()).or(413, 415);
        for (String body : new String[] {"{}", "x", "[", "\u0000", "{\"a\":".repeat(5_000), " ".repeat(LARGEST), " ".repeat(LARGEST + 1)})
            cases.accept(new Case(
                    0, operation.name(), "with a body that it does not take, of " + body.length(), "", operation.changes(), documented,
                    names -> Request.of(Draft.of(operation.method(), names.path(operation.path())).json(body))));
    }

    private void bytes(Operation operation, String what, Expectation expectation, UnaryOperator<byte[]> change) {
        long seed = random.nextLong();
        cases.accept(new Case(
                0, operation.name(), "the body " + what, "$", operation.changes(), expectation, names -> {
                    Draft valid = Example.of(operation, names, new Random(seed));
                    return Request.of(valid.body(change.apply(valid.body().orElseThrow())));
                }));
    }

    private static byte[] joined(byte[] body, String rest) {
        return Draft.joined(latin(body) + rest, new byte[0]);
    }

    private static byte[] joined(byte[] start, byte[] rest) {
        return Draft.joined(latin(start), rest);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] compressed(byte[] body) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
