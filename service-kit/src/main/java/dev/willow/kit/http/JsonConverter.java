package dev.willow.kit.http;

import dev.willow.common.json.BodyReader;
import java.io.IOException;
import java.lang.reflect.Type;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractGenericHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes what is neither a call's body nor its answer (see [JsonBodies], [JsonAnswers]), such as problems: strictly, and in
/// one piece with its length.
final class JsonConverter extends AbstractGenericHttpMessageConverter<Object> {
    /// What Spring Boot's endpoints answer has a media type of its own.
    private static final MediaType ANY_KIND_OF_JSON = new MediaType("application", "*+json");

    private final BodyReader reader;
    private final JsonMapper writer;

    JsonConverter(BodyReader reader, JsonMapper writer) {
        super(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON, ANY_KIND_OF_JSON);
        this.reader = reader;
        this.writer = writer;
    }

    /// Text and bytes are somebody else's: they are the pages of the documentation and of the metrics.
    @Override
    protected boolean supports(Class<?> type) {
        return !CharSequence.class.isAssignableFrom(type) && type != byte[].class;
    }

    @Override
    public boolean canWrite(Type type, Class<?> of, MediaType media) {
        return supports(of) && (media == null || canWrite(media));
    }

    @Override
    public Object read(Type type, Class<?> context, HttpInputMessage request) throws IOException {
        byte[] body = request.getBody().readAllBytes();
        return reader.read(body, writer.constructType(type));
    }

    @Override
    protected Object readInternal(Class<?> type, HttpInputMessage request) throws IOException {
        return read(type, null, request);
    }

    @Override
    protected void writeInternal(Object answer, Type type, HttpOutputMessage response) throws IOException {
        byte[] json = writer.writeValueAsBytes(answer);
        response.getHeaders().setContentLength(json.length);
        response.getBody().write(json);
    }
}
