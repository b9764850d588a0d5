package dev.willow.hostile.request;

import java.util.function.Function;

/// One thing to try.
///
/// @param number  its place among all of a service, by which it can be played again
/// @param call    the documented call that it is about, such as `POST /v1/locks`, or `HTTP` if it is about none
/// @param what    it tries, for people
/// @param field   of the body that it is about, or the parameter or header; empty if it is about none alone
/// @param changes whether it may change something if it is not refused
public record Case(
        int number, String call, String what, String field, boolean changes, Expectation expectation, Function<Names, Request> form) {
    public static final String HTTP = "HTTP";

    public Request with(Names names) {
        return form.apply(names);
    }

    Case numbered(int place) {
        return new Case(place, call, what, field, changes, expectation, form);
    }

    @Override
    public String toString() {
        return "case " + number + ", " + call + ": " + what;
    }
}
