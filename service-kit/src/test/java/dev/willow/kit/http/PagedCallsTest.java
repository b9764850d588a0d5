package dev.willow.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.engine.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;

/// How many listings are prepared at a time.
class PagedCallsTest {
    private final PagedCalls calls = new PagedCalls(Duration.ofMillis(1));
    private final HandlerMethod listing = handler("listing");

    @Paged
    public void listing() {}

    public void other() {}

    private HandlerMethod handler(String name) {
        try {
            return new HandlerMethod(this, getClass().getMethod(name));
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// Knows its attributes alone.
    private static HttpServletRequest request() {
        Map<Object, Object> attributes = new HashMap<>();
        return (HttpServletRequest) Proxy.newProxyInstance(PagedCallsTest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                    case "removeAttribute" -> attributes.remove(arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private HttpServletRequest begin(HandlerMethod handler) throws InterruptedException {
        HttpServletRequest request = request();
        assertThat(calls.preHandle(request, null, handler)).isTrue();
        return request;
    }

    @Test
    void few_listings_are_prepared_at_a_time_and_another_when_one_is_written() throws Exception {
        HttpServletRequest first = begin(listing);
        for (int i = 0; i < 3; i++) begin(listing);
        assertThatThrownBy(() -> begin(listing)).isInstanceOf(UnavailableException.class).hasMessageContaining("listings");
        begin(handler("other")); // what is no listing is not held up
        PagedCalls.done(first);
        calls.afterCompletion(first, null, listing, null); // gives back nothing more
        begin(listing);
        assertThatThrownBy(() -> begin(listing)).isInstanceOf(UnavailableException.class);
    }
}
