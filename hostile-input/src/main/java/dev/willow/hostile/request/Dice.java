package dev.willow.hostile.request;

import dev.willow.hostile.document.Body;
import dev.willow.hostile.document.Field;
import dev.willow.hostile.document.Operation;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/// What nobody thought of: several oddities in one body, and bytes changed anywhere.
final class Dice {
    private static final String SPICE = "{}[]\":,\\/ \r\n\t0123456789-+.eEtrufalsn%;?#&=\u0000\u007f\u0080\u00c0\u00ed\u00ff";
    private final List<Operation> operations;
    private final List<Operation> withBody;

    Dice(List<Operation> operations) {
        this.operations = operations;
        this.withBody = operations.stream().filter(each -> each.body().isPresent()).toList();
    }

    Case next(Random random) {
        long seed = random.nextLong();
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> severalFields(withBody.get(random.nextInt(withBody.size())), seed);
            case 4, 5, 6, 7 -> changedBody(withBody.get(random.nextInt(withBody.size())), seed);
            default -> changedRequest(operations.get(random.nextInt(operations.size())), seed);
        };
    }

    private static Case severalFields(Operation operation, long seed) {
        Body body = operation.body().orElseThrow();
        return new Case(
                0, operation.name(), "several members", "$", operation.changes(),
                Expectation.documented(operation.statuses(), operation.isBatch()).or(400), names -> {
                    Random random = new Random(seed);
                    Draft draft = Example.of(operation, names, random);
                    byte[] bytes = draft.body().orElseThrow();
                    for (int i = 2 + random.nextInt(3); i > 0; i--) bytes = another(body, names, bytes, random);
                    return Request.of(draft.body(bytes));
                });
    }

    /// With one more member odd, as long as the body is JSON.
    private static byte[] another(Body body, Names names, byte[] bytes, Random random) {
        Field field = body.fields().get(random.nextInt(body.fields().size()));
        Oddity oddity = Oddities.ALL.get(random.nextInt(Oddities.ALL.size()));
        if (field.parent().isEmpty() || oddity.isLarge() || oddity.kind().equals(Oddity.NO_JSON)) return bytes;
        return body.tree(bytes).map(tree -> Bodies.with(body, names.body(tree), field, oddity.raw())).orElse(bytes);
    }

    private static Case changedBody(Operation operation, long seed) {
        return new Case(
                0, operation.name(), "bytes of the body changed", "$", operation.changes(),
                Expectation.documented(operation.statuses(), operation.isBatch()).or(400), names -> {
                    Random random = new Random(seed);
                    Draft draft = Example.of(operation, names, random);
                    return Request.of(draft.body(changed(draft.body().orElseThrow(), random)));
                });
    }

    private static Case changedRequest(Operation operation, long seed) {
        return new Case(
                0, operation.name(), "bytes of the request changed", "", true, WireCases.any(operation), names -> {
                    Random random = new Random(seed);
                    return Request.raw(changed(Example.of(operation, names, random).bytes(), random));
                });
    }

    private static byte[] changed(byte[] bytes, Random random) {
        byte[] all = bytes;
        for (int i = 1 + random.nextInt(4); i > 0; i--) all = changedOnce(all, random);
        return all;
    }

    private static byte[] changedOnce(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int length = Math.min(random.nextInt(1, 12), bytes.length - at);
        var all = new ByteArrayOutputStream(bytes.length + 16);
        all.write(bytes, 0, at);
        switch (random.nextInt(5)) {
            case 0 -> at = Math.min(bytes.length, at + length);
            case 1 -> all.write(bytes, at, length);
            case 2 -> all.write(SPICE.charAt(random.nextInt(SPICE.length())));
            case 3 -> {
                all.write(SPICE.charAt(random.nextInt(SPICE.length())));
                at = Math.min(bytes.length, at + 1);
            }
            default -> {
                if (at < bytes.length) all.write(bytes[at] ^ 1 << random.nextInt(8));
                at = Math.min(bytes.length, at + 1);
            }
        }
        all.write(bytes, at, bytes.length - at);
        return all.toByteArray();
    }
}
