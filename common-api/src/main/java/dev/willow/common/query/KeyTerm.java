package dev.willow.common.query;

import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The key of a question, to be followed by what is asked of it. Begin with [Query#where].
///
/// Text, whole and fractional numbers stand for the types string, int64 and float64; for others there is [Value]. A value
/// is only compared with values of its own type, so a thing with the int32 4 is not `above(3)`.
public record KeyTerm(String key) {

    public Query is(Value value) {
        return ask(Comparison.EQUAL, value);
    }

    public Query is(String text) {
        return is(Value.text(text));
    }

    public Query is(long number) {
        return is(Value.int64(number));
    }

    /// Everything but the things that carry this value; so also what does not have the key.
    public Query isNot(Value value) {
        return ask(Comparison.NOT_EQUAL, value);
    }

    /// Everything but the things that carry this text; so also what does not have the key.
    public Query isNot(String text) {
        return isNot(Value.text(text));
    }

    /// @param texts at least one
    public Query isOneOf(String first, String... texts) {
        List<Query> each = Stream.concat(Stream.of(first), Stream.of(texts)).map(this::is).toList();
        return each.size() == 1 ? each.getFirst() : new Query(Optional.empty(), List.of(), each);
    }

    /// The key is there, with whatever value.
    public Query exists() {
        return Query.of(Selection.where(key, Condition.equal(ValuePattern.ANY)));
    }

    /// The key is not there.
    public Query isMissing() {
        return Query.of(Selection.where(key, new Condition(ValuePattern.ANY, Comparison.NOT_EQUAL, TypeRange.ALL)));
    }

    public Query below(Value value) {
        return ask(Comparison.LESS, value);
    }

    public Query below(long number) {
        return below(Value.int64(number));
    }

    public Query atMost(Value value) {
        return ask(Comparison.AT_MOST, value);
    }

    public Query atMost(long number) {
        return atMost(Value.int64(number));
    }

    public Query above(Value value) {
        return ask(Comparison.GREATER, value);
    }

    public Query above(long number) {
        return above(Value.int64(number));
    }

    public Query atLeast(Value value) {
        return ask(Comparison.AT_LEAST, value);
    }

    public Query atLeast(long number) {
        return atLeast(Value.int64(number));
    }

    private Query ask(Comparison comparison, Value value) {
        ValuePattern asked = new ValuePattern.Exactly(value);
        return Query.of(Selection.where(key, new Condition(asked, comparison, TypeRange.defaultFor(asked))));
    }
}
