package dev.willow.spring;

import dev.willow.client.work.Outcome;
import dev.willow.client.work.WillowWorker;
import dev.willow.common.api.queue.Strategy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Has a method of a bean called for each item of a queue.
///
/// ```java
/// @WillowListener(queue = "${builds.queue}", query = "os=linux", concurrency = "4")
/// void build(Build build, KeyValues channel) { ... }
/// ```
///
/// **Parameters**, each at most once and in any order: the item in hand ([dev.willow.client.hold.TakenItem]), the key-values of its channel
/// ([dev.willow.common.values.KeyValues]), and its payload. That is given as it is to a `byte[]`, as UTF-8 to a `String`, and read from JSON
/// to any other type.
///
/// **Return** nothing, and the item is done when the method returns; or an [Outcome], which says how it ended. Whatever the method
/// throws fails the item, as does JSON that cannot be read: it is tried again as it says itself. Only an [InterruptedException] after an
/// interrupt gives it back without using an attempt.
///
/// **The thread** is a virtual one, and the item is kept by heartbeats. The thread is interrupted when the item is lost, and when the
/// application ends and `willow.listener.drain-patience` is over; see [dev.willow.client.work.ItemHandler].
///
/// Every text may have placeholders such as `${builds.queue}`. What is wrong stops the start of the application. Willow being away does
/// not: it is asked again until it is there.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface WillowListener {
    /// Whose items.
    String queue();

    /// Only items of channels that meet all of these, each a word as on the command line, such as `os=linux`, `build:=42`, `cpus:uint8>=4`,
    /// `disk!=hdd` or `branch` for any value; see [dev.willow.client.words.Pair]. All items by default.
    String[] query() default {};

    /// How many items are worked on at a time; a whole number of at least 1.
    String concurrency() default "1";

    /// Which channel is served first.
    Strategy strategy() default Strategy.ROUND_ROBIN;

    /// The key whose highest value goes first; required by [Strategy#PRIORITY], and only for that.
    String priorityKey() default "";

    /// Interrupts the method when a newer item waits in the channel of the one that it works on. If it then throws
    /// [InterruptedException], the item is done, since the newer one stands for it; see [WillowWorker.Builder#stoppingSuperseded].
    boolean stoppingSuperseded() default false;

    /// Names this listener in metrics and messages; the simple name of the class and the method by default, as in `Builder.build`.
    String name() default "";
}
