package dev.willow.kit.docs;

import dev.willow.common.json.BatchRead;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.common.query.Comparison;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.kit.http.Caller;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.springdoc.core.utils.SpringDocUtils;

/// The schemas of what does not look in JSON as it does in Java. Others refer to them by name.
final class Schemas {
    private static final Map<Class<?>, String> NAMES = Map.of(
            Value.class, "Value",
            ValuePattern.class, "ValueOrAny",
            KeyValues.class, "KeyValues",
            KeyPatterns.class, "KeyPatterns",
            Comparison.class, "Comparison",
            Duration.class, "Duration",
            Problem.class, "Problem");

    private Schemas() {}

    static void register() {
        NAMES.forEach((type, name) -> SpringDocUtils.getConfig().replaceWithSchema(type, reference(name)));
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class).addResponseWrapperToIgnore(BatchRead.class);
    }

    static Schema<?> reference(String name) {
        Schema<?> reference = new Schema<>(SpecVersion.V31);
        reference.set$ref("#/components/schemas/" + name);
        return reference;
    }

    /// All of them by name; which of them a service needs is seen when its document is complete.
    static Map<String, Schema<?>> all() {
        Map<String, Schema<?>> all = new LinkedHashMap<>();
        all.put("Value", value("A typed value. On input a bare string stands for type 13, a bare integer for type 9, a bare fraction for type 12."));
        all.put("ValueOrAny", value("A typed value, or Any: type 1024 without data. On input a bare string, integer or fraction stands for type 13, 9 or 12."));
        all.put("KeyValues", pairs("Typed values by key, of which the order does not matter. Any is refused. At most 64 pairs "
                + "(`limits.keys-per-set`); a key has at most 256 bytes (`limits.key-length`), and one that begins with _ belongs to the services.", "Value"));
        all.put("KeyPatterns", pairs("A typed value, or Any, by key. At most 64 pairs (`limits.keys-per-set`).", "ValueOrAny"));
        all.put("Comparison", choice("How a stored value is compared with the asked one.",
                Arrays.stream(Comparison.values()).map(Comparison::symbol).toList()));
        all.put("Duration", of("A time in nanoseconds. On input, text with a unit such as `30s`, `5m` or `1500ms` is read as well; answers "
                + "carry the integer.", "integer", "string"));
        all.put("Problem", problem());
        return all;
    }

    /// What a query or a match asks of one key is read in short as well: as a bare value.
    static void allowShorthand(Components components) {
        for (String name : List.of("ConditionPart", "MatchRequestGiven")) {
            Schema<?> part = components.getSchemas().get(name);
            if (part != null) part.setTypes(new LinkedHashSet<>(List.of("object", "string", "number")));
        }
    }

    static Schema<Object> of(String description, String... types) {
        Schema<Object> schema = new Schema<>(SpecVersion.V31);
        schema.setTypes(new LinkedHashSet<>(List.of(types)));
        schema.setDescription(description);
        return schema;
    }

    private static Schema<?> choice(String description, List<String> choices) {
        Schema<Object> schema = of(description, "string");
        schema.setEnum(List.copyOf(choices));
        return schema;
    }

    private static Schema<?> value(String description) {
        Schema<?> schema = of(description, "object", "string", "number");
        schema.addProperty("Type", of("1 uint8, 2 uint16, 3 uint32, 4 uint64, 5 uint (64 bit), 6 int8, 7 int16, 8 int32, 9 int64, "
                + "10 int (64 bit), 11 float32, 12 float64, 13 string, 1024 Any", "integer"));
        schema.addProperty("Data", of("The value as text; on input a JSON number is read for types 1 to 12. Absent or null for Any. A string "
                + "has at most 4096 bytes (`limits.string-length`).", "string", "number", "null"));
        schema.setRequired(List.of("Type"));
        return schema;
    }

    private static Schema<?> pairs(String description, String value) {
        Schema<?> schema = of(description, "object");
        schema.setAdditionalProperties(reference(value));
        return schema;
    }

    private static Schema<?> problem() {
        Schema<?> schema = of("A refusal (RFC 9457). Members of its kind stand beside the ones listed.", "object");
        schema.addProperty("type", choice("The kind of refusal, a stable name.", Arrays.stream(ProblemType.values()).map(ProblemType::uri).toList()));
        schema.addProperty("title", of("The kind in words.", "string"));
        schema.addProperty("status", of("The HTTP status.", "integer"));
        schema.addProperty("detail", of("What went wrong this time, for people.", "string"));
        schema.addProperty("instance", of("The path of the request.", "string"));
        schema.addProperty("Message", of("The same as `detail`.", "string"));
        schema.setRequired(List.of("type", "title", "status", "detail", "Message"));
        schema.setAdditionalProperties(true);
        return schema;
    }
}
