package dev.willow.testkit.reference;

import dev.willow.limiter.LimiterApplication;
import dev.willow.locker.LockerApplication;
import dev.willow.queue.WillowApplication;
import dev.willow.kit.LimitsProperties;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/// The settings that the code of the services knows.
final class Settings {
    private Settings() {}

    /// @param name     such as `engine.kept-for`
    /// @param type     what it is bound to
    /// @param fallback its default; empty if it has none
    /// @param of       what it belongs to
    record Setting(String name, Class<?> type, String fallback, Class<?> of) {
        private String prefix() {
            return name.substring(0, name.indexOf('.'));
        }

        /// Why the service would not start with this value; empty if it would.
        String refusal(String value) {
            try {
                new Binder(new MapConfigurationPropertySource(Map.of(name, value))).bindOrCreate(prefix(), Bindable.of(of));
                return "";
            } catch (BindException refused) {
                Throwable reason = refused;
                while (reason.getCause() != null) reason = reason.getCause();
                return String.valueOf(reason.getMessage());
            }
        }
    }

    static List<Setting> all() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Setting> settings = new ArrayList<>();
        Stream.of(WillowApplication.class, LimiterApplication.class, LockerApplication.class, LimitsProperties.class)
                .map(Class::getPackageName)
                .flatMap(found -> scanner.findCandidateComponents(found).stream())
                .map(definition -> load(definition.getBeanClassName()))
                .forEach(properties -> settings.addAll(of(properties)));
        return settings;
    }

    private static List<Setting> of(Class<?> properties) {
        String prefix = properties.getAnnotation(ConfigurationProperties.class).value();
        Parameter[] defaults = Arrays.stream(properties.getDeclaredConstructors())
                .max((one, other) -> Integer.compare(one.getParameterCount(), other.getParameterCount())).orElseThrow().getParameters();
        RecordComponent[] components = properties.getRecordComponents();
        List<Setting> settings = new ArrayList<>();
        for (int at = 0; at < components.length; at++) {
            String name = prefix + "." + components[at].getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            DefaultValue fallback = defaults[at].getAnnotation(DefaultValue.class);
            settings.add(new Setting(name, components[at].getType(), fallback == null ? "" : String.join(",", fallback.value()), properties));
        }
        return settings;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
