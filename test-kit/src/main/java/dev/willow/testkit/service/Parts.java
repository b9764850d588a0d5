package dev.willow.testkit.service;

import dev.willow.kit.KitConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConstructorBound;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.web.context.support.GenericWebApplicationContext;

/// What beans a service consists of, beside those of the kit: how each is made, but none of them made.
///
/// @param definitions by the names of the beans
record Parts(Map<String, AbstractBeanDefinition> definitions) {

    /// @param context with the beans of the kit, which come before those of the service; used up
    static Parts of(ServiceKind kind, GenericWebApplicationContext context) {
        try (context) {
            Set<String> ofKit = Set.of(context.getBeanDefinitionNames());
            new AnnotatedBeanDefinitionReader(context).register(Mvc.class, KitConfiguration.class);
            ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(context);
            scanner.addExcludeFilter(new AssignableTypeFilter(kind.application())); // brings what Spring Boot would add
            scanner.scan(kind.application().getPackageName());
            ConfigurationClassPostProcessor configurations = new ConfigurationClassPostProcessor();
            configurations.setEnvironment(context.getEnvironment());
            configurations.postProcessBeanDefinitionRegistry(context);
            Map<String, AbstractBeanDefinition> found = new LinkedHashMap<>();
            for (String name : context.getBeanDefinitionNames())
                if (!ofKit.contains(name)) found.put(name, (AbstractBeanDefinition) context.getBeanDefinition(name));
            found.remove(AnnotationConfigUtils.CONFIGURATION_ANNOTATION_PROCESSOR_BEAN_NAME); // has done its work
            return new Parts(found);
        }
    }

    /// Nothing of what is added is shared with other contexts.
    void addTo(GenericWebApplicationContext context) {
        definitions.forEach((name, definition) -> {
            AbstractBeanDefinition own = definition.cloneBeanDefinition();
            if (own.getInstanceSupplier() != null) bind(own, name, context);
            context.registerBeanDefinition(name, own);
        });
    }

    /// Properties are bound by a function that knows the context it was made for.
    private static void bind(AbstractBeanDefinition properties, String name, GenericWebApplicationContext context) {
        Class<?> type = properties.getBeanClass();
        if (!type.isAnnotationPresent(ConfigurationProperties.class)) throw new IllegalStateException("cannot be had twice: " + name);
        properties.setInstanceSupplier(() -> ConstructorBound.from(context.getBeanFactory(), name, type));
    }
}
