package dev.willow.kit.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.json.JsonMapper;

/// Writes what controllers answer: JSON, in one piece, with its length. Spring's own way finds out for each answer what it could
/// be written as, and what its caller would like; there is nothing but JSON. (Text, bytes and streams are somebody else's.)
final class JsonAnswers implements HandlerMethodReturnValueHandler {
    /// Whose controllers, and whose answers, these are.
    private static final String OURS = "dev.willow.";

    private final JsonMapper writer;
    private final Map<MethodParameter, Boolean> supported = new ConcurrentHashMap<>();

    JsonAnswers(JsonMapper writer) {
        this.writer = writer;
    }

    @Override
    public boolean supportsReturnType(MethodParameter type) {
        return supported.computeIfAbsent(type, JsonAnswers::isJson);
    }

    private static boolean isJson(MethodParameter type) {
        Class<?> controller = type.getContainingClass();
        if (!controller.getName().startsWith(OURS) || !AnnotatedElementUtils.hasAnnotation(controller, ResponseBody.class)) return false;
        ResolvableType answer = ResolvableType.forMethodParameter(type);
        Class<?> body = answer.resolve(Object.class) == ResponseEntity.class
                ? answer.getGeneric(0).resolve(Object.class)
                : answer.resolve(Object.class);
        return body == void.class || body == Void.class || body == Object.class || body == List.class || body == Map.class
                || body.getName().startsWith(OURS);
    }

    @Override
    public void handleReturnValue(Object answer, MethodParameter type, ModelAndViewContainer view, NativeWebRequest web)
            throws IOException {
        view.setRequestHandled(true);
        HttpServletResponse response = web.getNativeResponse(HttpServletResponse.class);
        Object body = answer instanceof ResponseEntity<?> entity ? entity.getBody() : answer;
        byte[] json = body == null ? null : writer.writeValueAsBytes(body);
        if (json != null) LargeAnswers.carry(json.length); // while it can still be refused
        if (answer instanceof ResponseEntity<?> entity) {
            response.setStatus(entity.getStatusCode().value());
            entity.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        if (json == null) return;
        if (response.getContentType() == null) response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
        response.getOutputStream().flush(); // or a caller who has gone would go unnoticed
    }
}
