package dev.willow.common.json;

import dev.willow.common.api.ApiLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.std.StdDeserializer;

/// Reads what a query or match asks of each key, and counts such terms over the whole body.
final class TermsReader<T> extends StdDeserializer<Map<String, T>> {
    private static final Object TERMS = TermsReader.class;
    private final JavaType term;
    private final ApiLimits limits;

    TermsReader(JavaType term, ApiLimits limits) {
        super(Map.class);
        this.term = term;
        this.limits = limits;
    }

    @Override
    public Map<String, T> deserialize(JsonParser json, DeserializationContext context) {
        if (json.currentToken() != JsonToken.START_OBJECT) throw new RefusedInput(json, "must be an object of key-values");
        Map<String, T> read = new LinkedHashMap<>();
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            json.nextToken();
            if (read.size() == limits.keysPerSet())
                throw new RefusedInput(json, "asks for more than " + limits.keysPerSet() + " keys");
            try {
                countTerm(json, context);
                PairsReader.requireKey(json, key, limits);
                if (json.currentToken() == JsonToken.VALUE_NULL) throw new RefusedInput(json, "must not be null");
                read.put(key, context.readValue(json, term));
            } catch (JacksonException refused) {
                refused.prependPath(null, key);
                throw refused;
            }
        }
        return read;
    }

    private void countTerm(JsonParser json, DeserializationContext context) {
        int terms = context.getAttribute(TERMS) instanceof Integer before ? before + 1 : 1;
        if (terms > limits.queryTerms())
            throw new RefusedInput(json, "the query has more than " + limits.queryTerms() + " terms");
        context.setAttribute(TERMS, terms);
    }
}
