package dev.willow.hostile.request;

import dev.willow.hostile.document.Body;
import dev.willow.hostile.document.Field;
import dev.willow.hostile.document.Operation;
import dev.willow.hostile.document.Parameter;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Every oddity in every place of every body; the large ones in some, as chance has it.
final class FieldCases {
    private static final int FIELDS_OF_ONE_LARGE = 40;
    private final Consumer<Case> cases;
    private final Random random;

    FieldCases(Consumer<Case> cases, Random random) {
        this.cases = cases;
        this.random = random;
    }

    void of(Operation operation) {
        operation.body().ifPresent(body -> body.fields().forEach(field -> {
            for (Oddity oddity : Oddities.ALL)
                if (!oddity.isLarge() || random.nextInt(FIELDS_OF_ONE_LARGE) == 0) add(operation, body, field, oddity);
            if (field.isClosedObject()) unknownMembers(operation, body, field);
        }));
    }

    private void add(Operation operation, Body body, Field field, Oddity oddity) {
        JsonNode example = example(body, field);
        Expectation expectation = expectation(operation, body, field, oddity);
        cases.accept(new Case(
                0, operation.name(), field.path() + " = " + oddity.name(), field.path(), operation.changes(), expectation,
                names -> Request.of(draft(operation, field, names)
                        .json(Bodies.with(body, names.body(example), field, oddity.raw())))));
    }

    /// Members of no name that is known: new ones, and known ones in other letters.
    private void unknownMembers(Operation operation, Body body, Field object) {
        for (String name : List.of("Surprise", "", "__proto__", "spec", "type", "id", "x".repeat(300), "\u202e"))
            for (String raw : List.of("1", "null", "{}")) {
                JsonNode example = example(body, object);
                Expectation documented = Expectation.documented(operation.statuses(), operation.isBatch());
                cases.accept(new Case(
                        0, operation.name(), object.path() + " with a member " + name, object.path(), operation.changes(),
                        documented.wrong(object.path()),
                        names -> Request.of(draft(operation, object, names)
                                .json(Bodies.withMember(body, names.body(example), object, name, raw.getBytes())))));
            }
    }

    /// Of a batch the first entry alone, so that nothing is done if that is refused.
    private JsonNode example(Body body, Field field) {
        if (field.isOther()) return JsonNodeFactory.instance.objectNode();
        JsonNode example = body.examples().get(random.nextInt(body.examples().size()));
        return body.isBatch() ? JsonNodeFactory.instance.arrayNode().add(example.path(0)) : example;
    }

    /// A flag is what tells one form of a body from the other.
    private static Draft draft(Operation operation, Field field, Names names) {
        Draft draft = Draft.of(operation.method(), names.path(operation.path()));
        if (!field.isOther()) return draft;
        for (Parameter flag : operation.parametersIn("query"))
            if (flag.schema().path("type").asString("").equals("boolean")) draft = draft.query(flag.name() + "=true");
        return draft;
    }

    private static Expectation expectation(Operation operation, Body body, Field field, Oddity oddity) {
        Expectation documented = Expectation.documented(operation.statuses(), operation.isBatch());
        boolean isWhole = field.parent().isEmpty();
        // Where a body has several forms, what is wrong in one may be right in another.
        if (body.schema().has("anyOf") && field.steps().size() == 1 && !field.isOther() && !oddity.kind().equals(Oddity.NO_JSON)) return documented;
        return switch (oddity.kind()) {
            case "missing" -> isWhole
                    ? body.isRequired() ? Expectation.refusal(400).naming("$") : documented
                    : field.required() ? documented.wrong(field.path()) : documented;
            case Oddity.NO_JSON -> isHarmless(field, new String(oddity.raw())) ? documented : documented.noJson();
            case Oddity.UNCLEAR -> documented;
            default -> isOfWrongType(field, oddity) || isOutOfRange(field, oddity) ? documented.wrong(field.path()) : documented;
        };
    }

    /// What is nothing where nothing may be, or an entry more of an array.
    private static boolean isHarmless(Field field, String raw) {
        if (field.parent().isEmpty()) return raw.isBlank();
        return field.steps().getLast() instanceof Integer && (raw.isBlank() || raw.equals("1,5"));
    }

    private static boolean isOfWrongType(Field field, Oddity oddity) {
        Set<String> types = field.types();
        return switch (oddity.kind()) {
            case "null" -> !types.contains("null") && (field.required() || field.parent().isEmpty());
            case "integer" -> !types.contains("integer") && !types.contains("number");
            default -> !types.contains(oddity.kind());
        };
    }

    private static boolean isOutOfRange(Field field, Oddity oddity) {
        JsonNode schema = field.schema();
        String raw = new String(oddity.raw());
        if (oddity.kind().equals("string") && schema.has("enum"))
            return schema.path("enum").valueStream().noneMatch(each -> each.toString().equals(raw));
        if (!oddity.kind().equals("integer")) return false;
        Optional<Integer> bits = switch (schema.path("format").asString("")) {
            case "int32" -> Optional.of(31);
            case "int64" -> Optional.of(63);
            default -> Optional.empty();
        };
        return bits.filter(most -> new BigInteger(raw).bitLength() > most).isPresent();
    }
}
