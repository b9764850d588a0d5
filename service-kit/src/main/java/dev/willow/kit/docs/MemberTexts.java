package dev.willow.kit.docs;

import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/// What each member of the JSON means, from the resources `members.properties`: `Schema` or `Schema.Member`, or `*.Member` for all that
/// have it. ``Default: `x`.`` in a text is the default of the member for machines as well.
final class MemberTexts {
    private static final Pattern DEFAULT = Pattern.compile("Default: `([^`]*)`");
    private static final Set<String> NUMBERS = Set.of("integer", "number");

    private final Properties texts = new Properties();

    /// @param folders of resources, later ones win
    MemberTexts(String... folders) {
        for (String folder : folders) {
            ClassPathResource file = new ClassPathResource(folder + "/members.properties");
            if (!file.exists()) continue;
            try {
                texts.putAll(PropertiesLoaderUtils.loadProperties(file));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    void describe(String name, Schema<?> schema) {
        String known = name.startsWith("BatchEntry") ? "BatchEntry" : name;
        text(known).ifPresent(schema::setDescription);
        var members = schema.getProperties();
        if (members == null) return;
        members.replaceAll((member, of) -> text(known + "." + member)
                .or(() -> text("*." + member))
                .<Schema<?>>map(text -> described(of, text))
                .orElse(of));
    }

    /// What varies in a path, by `Path.` and its name.
    void describe(Parameter parameter) {
        if (parameter.getDescription() == null) text("Path." + parameter.getName()).ifPresent(parameter::setDescription);
    }

    /// A reference is shared by all that refer; each gets one of its own.
    private static Schema<?> described(Schema<?> member, String text) {
        Schema<?> described = member;
        if (member.get$ref() != null) {
            described = new Schema<>(SpecVersion.V31);
            described.set$ref(member.get$ref());
        }
        described.setDescription(text);
        Matcher otherwise = DEFAULT.matcher(text);
        if (otherwise.find()) described.setDefault(value(member, otherwise.group(1)));
        return described;
    }

    private static Object value(Schema<?> member, String text) {
        if (text.matches("-?\\d+") && (member.get$ref() != null || isNumber(member))) return Long.valueOf(text);
        if (text.equals("true") || text.equals("false")) return Boolean.valueOf(text);
        return text;
    }

    private static boolean isNumber(Schema<?> member) {
        return member.getTypes() != null && member.getTypes().stream().anyMatch(NUMBERS::contains);
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(texts.getProperty(key));
    }
}
