package dev.willow.kit.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A look-up that answers a page, with the cursor of the next one in a header: documented so, and few at a time ([PagedCalls]).
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Paged {}
