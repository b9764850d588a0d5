package dev.willow.kit.http;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.json.BodyReader;
import dev.willow.common.json.WillowJson;
import dev.willow.kit.IdSource;
import dev.willow.kit.waiting.WaitingRoom;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Puts the edge together.
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, ErrorPage.class})
public class HttpConfiguration {
    private static final String CALLS = "/v1/*";

    @Bean
    ProblemWriter problemWriter() {
        return new ProblemWriter();
    }

    @Bean
    BodyReader bodyReader(ApiLimits limits) {
        return new BodyReader(limits);
    }

    @Bean
    TomcatSettings tomcatSettings() {
        return new TomcatSettings();
    }

    @Bean
    FilterRegistrationBean<Filter> requestIdFilter(IdSource ids) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(new RequestIdFilter(ids));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<Filter> callMeterFilter(MeterRegistry meters) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(new CallMeterFilter(meters));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    /// Keeps Spring's own away: the dispatcher does the same, and nothing before it asks.
    @Bean
    FilterRegistrationBean<RequestContextFilter> noRequestContextFilter() {
        FilterRegistrationBean<RequestContextFilter> filter = new FilterRegistrationBean<>(new RequestContextFilter());
        filter.setEnabled(false);
        return filter;
    }

    @Bean
    FilterRegistrationBean<Filter> bodyFilter(ApiLimits limits, ProblemWriter problems) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(new BodyFilter(limits.bodyBytes(), problems));
        filter.addUrlPatterns(CALLS);
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        return filter;
    }

    @Bean
    WebMvcConfigurer edge(BodyReader reader, WaitingRoom room, ApiLimits limits, IdSource ids) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver(room, limits, ids));
            }

            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.addCustomConverter(new JsonConverter(reader, WillowJson.mapper(limits)));
            }

            /// There is JSON, whatever a caller says it accepts: better an answer than a 406.
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
            }
        };
    }
}
