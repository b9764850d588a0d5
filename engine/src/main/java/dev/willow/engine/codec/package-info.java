/// How commands, answers and pictures become bytes. Start at [CborCodec].
///
/// Domain classes carry no annotation for it: everything that Jackson has to know of them is read off their shape
/// (records, enums, sealed families) by [ShapeIntrospector].
package dev.willow.engine.codec;
