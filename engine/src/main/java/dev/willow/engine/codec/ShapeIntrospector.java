package dev.willow.engine.codec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.Version;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/// Tells Jackson what annotations would tell it elsewhere, from the shape of the classes.
///
/// - A sealed family is written as `[simple name, record]`.
/// - A record with one component of a simple type is written as that component.
final class ShapeIntrospector extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    private static final JsonTypeInfo.Value BY_SIMPLE_NAME = JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.WRAPPER_ARRAY, null, null, false, true);
    private static final Set<Class<?>> SIMPLE = Set.of(String.class, long.class, int.class, boolean.class);

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public JsonTypeInfo.Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        return annotated instanceof AnnotatedClass type && isOfFamily(type.getRawType()) ? BY_SIMPLE_NAME : null;
    }

    @Override
    public List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
        if (!(annotated instanceof AnnotatedClass) || !Families.isFamily(annotated.getRawType())) return null;
        List<NamedType> named = new ArrayList<>();
        for (Class<?> member : Families.members(annotated.getRawType()))
            named.add(new NamedType(member, member.getSimpleName()));
        return named;
    }

    @Override
    public String findTypeName(MapperConfig<?> config, AnnotatedClass type) {
        return isOfFamily(type.getRawType()) ? type.getRawType().getSimpleName() : null;
    }

    @Override
    public Boolean hasAsValue(MapperConfig<?> config, Annotated annotated) {
        if (!(annotated instanceof AnnotatedMember member)) return null;
        return isSimple(member.getDeclaringClass())
                        && member.getName().equals(member.getDeclaringClass().getRecordComponents()[0].getName())
                ? Boolean.TRUE
                : null;
    }

    @Override
    public JsonCreator.Mode findCreatorAnnotation(MapperConfig<?> config, Annotated annotated) {
        return annotated instanceof AnnotatedConstructor constructor
                        && isSimple(constructor.getDeclaringClass())
                        && constructor.getParameterCount() == 1
                        && constructor.getRawParameterType(0)
                                == constructor.getDeclaringClass().getRecordComponents()[0].getType()
                ? JsonCreator.Mode.DELEGATING
                : null;
    }

    private static boolean isSimple(Class<?> type) {
        return Optional.ofNullable(type.getRecordComponents())
                .filter(components -> components.length == 1 && SIMPLE.contains(components[0].getType()))
                .isPresent();
    }

    /// Whether the type is a family or a member of one.
    private static boolean isOfFamily(Class<?> type) {
        if (Families.isFamily(type)) return true;
        for (Class<?> parent : type.getInterfaces()) if (isOfFamily(parent)) return true;
        return false;
    }
}
