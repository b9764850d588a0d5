package dev.willow.kit.http;

import dev.willow.common.json.BatchRead;
import dev.willow.common.json.BodyReader;
import dev.willow.common.problem.BadRequestException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/// Gives controllers the bodies of calls, strictly read. A `List<BatchRead<T>>` is read entry by entry, so that a wrong one refuses
/// only itself; an `Optional<T>` is empty without a body.
///
/// Spring's own way asks each time anew what a body can be read by, though it is always JSON (see [BodyFilter]); here each
/// parameter is understood once.
final class JsonBodies implements HandlerMethodArgumentResolver {
    /// Whose parameters these are; those of others, such as the operator's endpoints, are none of ours.
    private static final String OURS = "dev.willow.";

    private final BodyReader reader;
    private final JsonMapper mapper;
    private final Map<MethodParameter, Function<byte[], Object>> readers = new ConcurrentHashMap<>();

    /// @param mapper knows the types
    JsonBodies(BodyReader reader, JsonMapper mapper) {
        this.reader = reader;
        this.mapper = mapper;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(RequestBody.class) && parameter.getContainingClass().getName().startsWith(OURS);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter, ModelAndViewContainer view, NativeWebRequest web, WebDataBinderFactory binders) {
        byte[] body = BufferedRequest.bodyOf(web.getNativeRequest(HttpServletRequest.class));
        return readers.computeIfAbsent(parameter, this::readerOf).apply(body);
    }

    private Function<byte[], Object> readerOf(MethodParameter parameter) {
        ResolvableType wanted = ResolvableType.forMethodParameter(parameter);
        if (wanted.resolve() == Optional.class) {
            Function<byte[], Object> present = present(wanted.getGeneric(0));
            return body -> body.length == 0 ? Optional.empty() : Optional.of(present.apply(body));
        }
        Function<byte[], Object> present = present(wanted);
        boolean isRequired = parameter.getParameterAnnotation(RequestBody.class).required();
        return body -> body.length == 0 ? missing(isRequired) : present.apply(body);
    }

    private static Object missing(boolean isRequired) {
        if (isRequired) throw new BadRequestException("$", "a body is required");
        return null;
    }

    private Function<byte[], Object> present(ResolvableType wanted) {
        if (wanted.resolve() == List.class && wanted.getGeneric(0).resolve() == BatchRead.class) {
            Class<?> entry = wanted.getGeneric(0, 0).resolve(Object.class);
            return body -> reader.readEach(body, entry);
        }
        JavaType type = mapper.constructType(wanted.getType());
        return body -> reader.read(body, type);
    }
}
