package dev.willow.common.json;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.problem.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/// Reads request bodies strictly. All methods throw [BadRequestException] for what is wrong in the request and
/// [MalformedJsonException] for what is not JSON.
public final class BodyReader {
    private final JsonMapper mapper;
    private final ApiLimits limits;

    public BodyReader(ApiLimits limits) {
        this.mapper = WillowJson.mapper(limits);
        this.limits = limits;
    }

    /// @param body JSON in UTF-8; nothing but blanks is a missing body
    public <T> T read(byte[] body, Class<T> type) {
        return read(body, mapper.constructType(type));
    }

    public <T> T read(byte[] body, JavaType type) {
        try (JsonParser json = open(body)) {
            return read(json, type);
        }
    }

    private JsonParser open(byte[] body) {
        TextBytes.requireUtf8(body);
        try {
            return mapper.createParser(body);
        } catch (JacksonException notText) {
            throw new MalformedJsonException("this is not valid JSON", 1, 1);
        }
    }

    private <T> T read(JsonParser json, JavaType type) {
        try {
            T read = mapper.readValue(json, type);
            if (read == null) throw new BadRequestException("$", "must not be null");
            return read;
        } catch (JacksonException refused) {
            throw Refusals.of(refused, json);
        }
    }

    /// Reads an array whose entries are refused one by one. Only what is not JSON, no array, or has too many entries
    /// is refused as a whole.
    public <T> List<BatchRead<T>> readEach(byte[] body, Class<T> type) {
        try (JsonParser json = open(body)) {
            return readEach(json, type);
        }
    }

    private <T> List<BatchRead<T>> readEach(JsonParser json, Class<T> type) {
        try {
            JsonToken first = json.nextToken();
            if (first == null) throw new BadRequestException("$", "a body is required");
            if (first != JsonToken.START_ARRAY) throw new BadRequestException("$", "must be an array");
            TokenStreamContext array = json.streamReadContext();
            List<BatchRead<T>> entries = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (entries.size() == limits.batchItems())
                    throw new BadRequestException("$", "has more than " + limits.batchItems() + " entries");
                entries.add(readEntry(json, array, type));
            }
            if (json.nextToken() != null) throw new BadRequestException("$", "something follows the body");
            return entries;
        } catch (JacksonException notJson) {
            throw Refusals.of(notJson, json);
        }
    }

    private <T> BatchRead<T> readEntry(JsonParser json, TokenStreamContext array, Class<T> type) {
        int index = array.getCurrentIndex();
        try {
            if (json.currentToken() == JsonToken.VALUE_NULL) throw new RefusedInput(json, "must not be null");
            return new BatchRead.Entry<>(mapper.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(json));
        } catch (JacksonException refused) {
            refused.prependPath(null, index);
            IllegalArgumentException reason = Refusals.of(refused, json);
            if (!(reason instanceof BadRequestException wrong)) throw reason;
            while (json.streamReadContext() != array) json.nextToken(); // to the end of the entry
            return new BatchRead.Refused<>(wrong);
        }
    }
}
