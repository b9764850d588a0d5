package dev.willow.spring.listener;

import dev.willow.client.words.Pair;
import dev.willow.client.work.ItemHandler;
import dev.willow.client.work.Outcome;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.Strategy;
import dev.willow.common.query.Query;
import dev.willow.spring.WillowListener;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.json.JsonMapper;

/// Reads what an annotated method says, and refuses what it cannot mean.
///
/// @param settings fill in placeholders
public record ListenerReader(PropertyResolver settings, JsonMapper mapper) {

    /// @param type the class of the bean, without proxies
    /// @throws WrongListenerException naming the method
    ListenerDefinition read(Object bean, Class<?> type, Method method, WillowListener listener) {
        String label = label(type, method);
        try {
            String name = fill("name", listener.name());
            return new ListenerDefinition(
                    name.isBlank() ? type.getSimpleName() + "." + method.getName() : name, label, queue(listener), request(listener),
                    concurrency(listener), listener.stoppingSuperseded(), handler(bean, type, method));
        } catch (IllegalArgumentException wrong) {
            throw new WrongListenerException(label, wrong.getMessage(), wrong);
        }
    }

    static String label(Class<?> type, Method method) {
        return type.getName() + "." + method.getName()
                + Stream.of(method.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")"));
    }

    private String queue(WillowListener listener) {
        String queue = fill("queue", listener.queue());
        if (queue.isBlank()) throw new IllegalArgumentException("names no queue");
        return queue;
    }

    private DequeueRequest request(WillowListener listener) {
        Optional<String> priorityKey = Optional.of(fill("priorityKey", listener.priorityKey())).filter(key -> !key.isEmpty());
        if (priorityKey.isPresent() != (listener.strategy() == Strategy.PRIORITY))
            throw new IllegalArgumentException("needs both strategy = PRIORITY and a priorityKey, or neither");
        List<String> words = Arrays.stream(listener.query()).map(word -> fill("query", word)).toList();
        DequeueRequest plain = DequeueRequest.of(query(words));
        return new DequeueRequest(plain.selections(), plain.and(), plain.or(), listener.strategy(), priorityKey);
    }

    private static Query query(List<String> words) {
        try {
            return Pair.query(words);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("has a query that cannot be read: " + wrong.getMessage(), wrong);
        }
    }

    private int concurrency(WillowListener listener) {
        String number = fill("concurrency", listener.concurrency());
        try {
            int items = Integer.parseInt(number.strip());
            if (items >= 1) return items;
        } catch (NumberFormatException none) {
            // refused below
        }
        throw new IllegalArgumentException("has the concurrency '" + number + "', which must be a whole number of at least 1");
    }

    private String fill(String attribute, String text) {
        try {
            return settings.resolveRequiredPlaceholders(text);
        } catch (IllegalArgumentException missing) {
            throw new IllegalArgumentException("has a " + attribute + " that cannot be read: " + missing.getMessage(), missing);
        }
    }

    private ItemHandler handler(Object bean, Class<?> type, Method method) {
        Class<?> returned = method.getReturnType();
        if (returned != void.class && returned != Outcome.class)
            throw new IllegalArgumentException("returns " + returned.getSimpleName() + "; it may return nothing, which is done, or an Outcome");
        List<Argument> arguments = new ArrayList<>();
        Set<String> subjects = new HashSet<>();
        for (Type parameter : method.getGenericParameterTypes()) {
            Argument argument = Argument.of(GenericTypeResolver.resolveType(parameter, type), mapper);
            if (!subjects.add(argument.subject())) throw new IllegalArgumentException("takes the " + argument.subject() + " more than once");
            arguments.add(argument);
        }
        return new MethodHandler(bean, invocable(bean, method), arguments);
    }

    private static Method invocable(Object bean, Method method) {
        try {
            Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
            ReflectionUtils.makeAccessible(invocable);
            return invocable;
        } catch (IllegalStateException hidden) {
            throw new IllegalArgumentException("cannot be called: " + hidden.getMessage(), hidden);
        }
    }
}
