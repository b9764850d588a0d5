package dev.willow.kit.http;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.json.BodyReader;
import dev.willow.common.json.WillowJson;
import dev.willow.kit.IdSource;
import dev.willow.kit.admission.Admission;
import dev.willow.kit.waiting.WaitingRoom;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.validation.Validator;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.json.JsonMapper;

/// Puts the edge together.
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, ErrorPage.class})
public class HttpConfiguration {
    /// How long a listing may wait for others to be written.
    private static final Duration LISTING_WITHIN = Duration.ofSeconds(10);

    @Bean
    ProblemWriter problemWriter() {
        return new ProblemWriter();
    }

    @Bean
    BodyReader bodyReader(ApiLimits limits) {
        return new BodyReader(limits);
    }

    @Bean
    TomcatSettings tomcatSettings(Admission admission) {
        return new TomcatSettings(admission);
    }

    @Bean
    Farewell farewell(ProblemWriter problems, Admission admission) {
        return new Farewell(problems, admission.farewells());
    }

    @Bean
    FilterRegistrationBean<Filter> requestIdFilter(IdSource ids) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(new RequestIdFilter(ids));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /// What a caller says of the encoding decides nothing beside whether its body is taken; as it comes, it may name none that there is.
    @Bean
    FilterRegistrationBean<Filter> utf8Filter() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            request.setCharacterEncoding(StandardCharsets.UTF_8);
            chain.doFilter(request, response);
        });
        filter.setName("utf8Filter");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }

    @Bean
    FilterRegistrationBean<Filter> callMeterFilter(MeterRegistry meters) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(new CallMeterFilter(meters));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    /// Before anything is read, and behind what counts calls.
    @Bean
    FilterRegistrationBean<Filter> admissionFilter(Admission admission, Farewell farewell) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(new AdmissionFilter(admission, farewell));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
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
    FilterRegistrationBean<Filter> bodyFilter(ApiLimits limits, Admission admission, Farewell farewell) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(new BodyFilter(limits.bodyBytes(), admission.pace(), farewell));
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        return filter;
    }

    /// Spring puts its own ways of reading and writing bodies before those that are added to it.
    @Bean
    SmartInitializingSingleton jsonFirst(RequestMappingHandlerAdapter adapter, BodyReader reader, ApiLimits limits) {
        JsonMapper mapper = WillowJson.mapper(limits);
        return () -> {
            adapter.setArgumentResolvers(firstOf(new JsonBodies(reader, mapper), adapter.getArgumentResolvers()));
            adapter.setReturnValueHandlers(firstOf(new JsonAnswers(mapper), adapter.getReturnValueHandlers()));
        };
    }

    private static <T> List<T> firstOf(T first, List<T> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    @Bean
    WebMvcConfigurer edge(BodyReader reader, WaitingRoom room, ApiLimits limits, IdSource ids) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver(room, limits, ids));
            }

            /// None: bodies are checked by the types that they become.
            @Override
            public Validator getValidator() {
                return new NoValidator();
            }

            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.withJsonConverter(new JsonConverter(reader, WillowJson.mapper(limits)));
            }

            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new PagedCalls(LISTING_WITHIN));
            }

            /// There is JSON, whatever a caller says it accepts: better an answer than a 406.
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
            }
        };
    }
}
