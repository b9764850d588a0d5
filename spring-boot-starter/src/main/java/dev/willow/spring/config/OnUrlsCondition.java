package dev.willow.spring.config;

import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// A list can be written in several ways, `a,b` or `[0]` and `[1]`, of which the usual condition on a property sees one.
final class OnUrlsCondition extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Map<String, Object> attributes = metadata.getAnnotationAttributes(ConditionalOnUrls.class.getName());
        String name = (String) attributes.get("value");
        List<String> urls = Binder.get(context.getEnvironment()).bind(name, Bindable.listOf(String.class)).orElse(List.of());
        ConditionMessage.Builder message = ConditionMessage.forCondition("URLs");
        return urls.isEmpty() ? ConditionOutcome.noMatch(message.because("no " + name + " is set")) : ConditionOutcome.match(message.found(name).atAll());
    }
}
