package dev.willow.common.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.Nulls;
import dev.willow.common.api.ApiLimits;
import java.time.Duration;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;

/// The mappers between JSON and the records of [dev.willow.common.api].
///
/// A service reads strictly: an unknown or repeated member, another type than the one asked for, anything after the
/// body is refused. A client reads leniently, so that a newer service may say more. Both write the same.
public final class WillowJson {
    private static final ApiLimits NO_LIMITS = new ApiLimits(
            Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE,
            Duration.ofDays(365), Integer.MAX_VALUE, Integer.MAX_VALUE);
    /// Levels of JSON beside those of a nested query, of which each takes two.
    private static final int NESTING_BESIDE_QUERIES = 20;

    private static final JsonMapper STRICT = mapper(ApiLimits.DEFAULT);
    private static final JsonMapper LENIENT = builder(NO_LIMITS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private WillowJson() {}

    /// Strict, with the default limits.
    public static JsonMapper mapper() {
        return STRICT;
    }

    /// Strict, for a service with these limits.
    public static JsonMapper mapper(ApiLimits limits) {
        return builder(limits)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /// For answers: without limits, and unknown members are passed over.
    public static JsonMapper lenientMapper() {
        return LENIENT;
    }

    private static JsonMapper.Builder builder(ApiLimits limits) {
        long deepest = 2L * limits.queryNesting() + NESTING_BESIDE_QUERIES;
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth((int) Math.min(deepest, 1000))
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .withCoercionConfigDefaults(coercion -> {
                    for (CoercionInputShape shape : CoercionInputShape.values())
                        coercion.setCoercion(shape, CoercionAction.Fail);
                })
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
                .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .addModule(new WillowModule(limits));
    }
}
