package dev.willow.engine.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.introspect.AnnotationIntrospectorPair;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/// The settings with which everything persisted is written and read.
final class CborMappers {
    private CborMappers() {}

    /// Made when it is first asked for, then shared: what a mapper has learned of Jackson and of types serves all codecs.
    private static final class Common {
        private static final CBORMapper MAPPER = build();
    }

    static CBORMapper strict(JacksonModule... modules) {
        return modules.length == 0 ? Common.MAPPER : build(modules);
    }

    private static CBORMapper build(JacksonModule... modules) {
        // What is read was written by us: a snapshot may be as long as it is, unlike a request from outside.
        var constraints = StreamReadConstraints.builder()
                .maxStringLength(Integer.MAX_VALUE)
                .build();
        var factory = CBORFactory.builder().streamReadConstraints(constraints).build();
        return CBORMapper.builder(factory)
                .annotationIntrospector(new AnnotationIntrospectorPair(
                        new ShapeIntrospector(), new JacksonAnnotationIntrospector()))
                // The components of a record and nothing else: no isKept() and no getAnything().
                .changeDefaultVisibility(visible -> visible
                        .withFieldVisibility(Visibility.ANY)
                        .withGetterVisibility(Visibility.NONE)
                        .withIsGetterVisibility(Visibility.NONE))
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // What a former build did not know of is zero.
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .addModule(new TimeModule())
                .addModule(new ValuesModule())
                .addModule(new PairsModule())
                .addModules(modules)
                .build();
    }
}
