package dev.willow.spring.listener;

import dev.willow.spring.WillowListener;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/// Finds all methods with [WillowListener], once all beans are there. A bean that is made on first use is made for its listener.
public record ListenerScan(ConfigurableListableBeanFactory beans, ListenerReader reader) {

    /// @throws WrongListenerException of the first that is wrong
    List<ListenerDefinition> all() {
        List<ListenerDefinition> found = new ArrayList<>();
        for (String bean : beans.getBeanNamesForType(Object.class, true, false)) found.addAll(of(bean));
        Map<String, String> methods = new HashMap<>();
        for (ListenerDefinition listener : found) {
            String other = methods.put(listener.name(), listener.method());
            if (other != null)
                throw new WrongListenerException(listener.method(), "is called '" + listener.name() + "' as is " + other + "; give it a name");
        }
        return List.copyOf(found);
    }

    private List<ListenerDefinition> of(String bean) {
        if (ScopedProxyUtils.isScopedTarget(bean)) return List.of(); // found by its proxy
        Class<?> known = AutoProxyUtils.determineTargetClass(beans, bean);
        if (known == null || !AnnotationUtils.isCandidateClass(known, WillowListener.class)) return List.of();
        Class<?> type = ClassUtils.getUserClass(known);
        Map<Method, WillowListener> listeners = MethodIntrospector.selectMethods(
                type, (MethodIntrospector.MetadataLookup<WillowListener>) method -> AnnotatedElementUtils.findMergedAnnotation(method, WillowListener.class));
        return listeners.entrySet().stream().map(listener -> read(bean, type, listener.getKey(), listener.getValue())).toList();
    }

    private ListenerDefinition read(String bean, Class<?> type, Method method, WillowListener listener) {
        if (!beans.isSingleton(bean))
            throw new WrongListenerException(ListenerReader.label(type, method), "belongs to the bean '" + bean + "', which is no singleton");
        return reader.read(beans.getBean(bean), type, method, listener);
    }
}
