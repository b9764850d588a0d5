package dev.willow.kit.http;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Finds the controller of a call. Spring asks every pattern that has a variable, with all its conditions, one by one; here only those are asked
/// whose [PathShape] a path has; and they are asked before the operators' endpoints and the pages of the documentation, which are rarely meant.
final class Controllers extends RequestMappingHandlerMapping {
    /// Operators' endpoints have -100.
    private static final int BEFORE_OTHERS = -200;

    /// Filled while the service starts.
    private final Map<RequestMappingInfo, List<PathShape>> shapes = new HashMap<>();

    @Override
    public int getOrder() {
        return BEFORE_OTHERS;
    }

    @Override
    protected void registerHandlerMethod(Object handler, Method method, RequestMappingInfo mapping) {
        shapes.put(mapping, mapping.getPatternValues().stream().map(PathShape::of).toList());
        super.registerHandlerMethod(handler, method, mapping);
    }

    @Override
    protected RequestMappingInfo getMatchingMapping(RequestMappingInfo mapping, HttpServletRequest request) {
        return mayFit(mapping, request.getRequestURI()) ? super.getMatchingMapping(mapping, request) : null;
    }

    private boolean mayFit(RequestMappingInfo mapping, String path) {
        List<PathShape> its = shapes.get(mapping);
        if (its == null) return true;
        for (PathShape shape : its) if (shape.mayFit(path)) return true;
        return false;
    }
}
