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
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springdoc.core.utils.SpringDocUtils;

/// Tells springdoc the schemas of what does not look in JSON as it does in Java.
final class Schemas {
    private Schemas() {}

    static void register() {
        SpringDocUtils.getConfig()
                .replaceWithSchema(Value.class, value("A typed value. A bare string, integer or fraction stands for type 13, 9 or 12."))
                .replaceWithSchema(ValuePattern.class, value("A typed value, or Any (type 1024, no data)."))
                .replaceWithSchema(KeyValues.class, pairs("Key-values: a set of typed values by key, Any refused.", example(13, "linux")))
                .replaceWithSchema(KeyPatterns.class, pairs("Typed values, or Any, by key.", Map.of("Type", 1024)))
                .replaceWithSchema(Comparison.class, comparison())
                .replaceWithSchema(Duration.class, duration())
                .replaceWithSchema(Problem.class, problem())
                .addRequestWrapperToIgnore(Caller.class)
                .addResponseWrapperToIgnore(BatchRead.class);
    }

    private static Schema<?> value(String description) {
        Schema<?> schema = new ObjectSchema()
                .addProperty("Type", new IntegerSchema().format(null).description("1 to 13, or 1024 for Any"))
                .addProperty("Data", new StringSchema().description("the value as text; a JSON number is read for types 1 to 12"))
                .addRequiredItem("Type");
        schema.setDescription(description);
        schema.setExample(example(13, "linux"));
        return schema;
    }

    private static Schema<?> pairs(String description, Map<String, ?> example) {
        Schema<?> schema = new ObjectSchema().additionalProperties(value("A typed value."));
        schema.setDescription(description);
        schema.setExample(Map.of("os", example));
        return schema;
    }

    private static Schema<?> comparison() {
        List<String> symbols = Arrays.stream(Comparison.values()).map(Comparison::symbol).toList();
        return new StringSchema()._enum(symbols)._default("=").description("how a stored value is compared with the asked one");
    }

    private static Schema<?> duration() {
        return new IntegerSchema()
                .format("int64")
                .minimum(BigDecimal.ZERO)
                .description("nanoseconds; text with a unit such as \"30s\" or \"1500ms\" is read as well")
                .example(5_000_000_000L);
    }

    private static Schema<?> problem() {
        Schema<?> schema = new ObjectSchema()
                .addProperty("type", new StringSchema()._enum(kinds()).description("the kind of refusal, a stable name"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema().format("int32"))
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("Message", new StringSchema().description("the same as detail"))
                .additionalProperties(true);
        schema.setDescription("A refusal (RFC 9457) with members of its kind beside the ones listed.");
        return schema;
    }

    private static List<String> kinds() {
        return Arrays.stream(ProblemType.values()).map(ProblemType::uri).toList();
    }

    private static Map<String, Object> example(int type, String data) {
        return Map.of("Type", type, "Data", data);
    }
}
