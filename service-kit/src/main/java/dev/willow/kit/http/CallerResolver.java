package dev.willow.kit.http;

import dev.willow.common.api.ApiLimits;
import dev.willow.kit.IdSource;
import dev.willow.kit.waiting.WaitingRoom;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.MethodParameter;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives controllers their [Caller].
final class CallerResolver implements HandlerMethodArgumentResolver {
    private final WaitingRoom room;
    private final ApiLimits limits;
    private final IdSource ids;

    CallerResolver(WaitingRoom room, ApiLimits limits, IdSource ids) {
        this.room = room;
        this.limits = limits;
        this.ids = ids;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter, ModelAndViewContainer view, NativeWebRequest web, WebDataBinderFactory binders)
            throws HttpRequestMethodNotSupportedException {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        Caller.refuseHead(request);
        return new Caller(request, room, limits, ids);
    }
}
