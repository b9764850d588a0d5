package dev.willow.testing.history.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Small histories of one lock, each with what is to be thought of it. How to read them: see [HandMade].
class HandMadeHistoriesTest {
    private static final Duration GRACE = Duration.ofMillis(50);

    private static final String ACCEPTED = """
            one after the other
                A | 0..1   | try exclusive     | a:1
                A | 5..6   | release a         | ok
                B | 7..8   | try exclusive     | b:2
            the release took effect before the overlapping acquire
                A | 0..1   | try exclusive     | a:1
                A | 5..9   | release a         | ok
                B | 6..7   | try exclusive     | b:2
            in line until the holder let go
                A | 0..1   | try exclusive     | a:1
                B | 2..30  | acquire exclusive | b:2
                A | 20..21 | release a         | ok
            granted when the time-out had passed
                A | 0..1   | try exclusive     | a:1
                B | 2..100 | acquire exclusive | b:2
                A | 101..102 | keep a          | gone
            granted when the time-out had passed since the heartbeat
                A | 0..1   | try exclusive     | a:1
                A | 60..70 | keep a            | ok
                B | 2..160 | acquire exclusive | b:2
            kept a moment after its time as nobody had it
                A | 0..1   | try exclusive     | a:1
                A | 120..121 | keep a          | ok
            two heartbeats at once
                A | 0..1   | try exclusive     | a:1
                A | 60..80 | keep a            | ok
                A | 70..75 | keep a            | ok
                B | 2..170 | acquire exclusive | b:2
            two readers, then a writer
                A | 0..1   | try shared        | a:1
                B | 0..2   | try shared        | b:2
                C | 3..20  | acquire exclusive | c:3
                A | 10..11 | release a         | ok
                B | 10..12 | release b         | ok
            a reader behind a waiting writer
                A | 0..1   | try shared        | a:1
                B | 2..20  | acquire exclusive | no
                C | 10..11 | try shared        | no
            two of two places
                A | 0..1   | try one-of-2      | a:1
                B | 0..2   | try one-of-2      | b:2
                C | 3..4   | try one-of-2      | no
            a lost release took effect
                A | 0..1   | try exclusive     | a:1
                A | 5..6   | release a         | lost
                B | 7..8   | try exclusive     | b:2
            a lost release did not
                A | 0..1   | try exclusive     | a:1
                A | 5..6   | release a         | lost
                B | 7..8   | try exclusive     | no
                A | 9..10  | keep a            | ok
            a lost acquire is in the way
                A | 0..1   | try exclusive     | lost
                B | 7..8   | try exclusive     | no
            a full time-out after a restart
                A | 0..1   | try exclusive     | a:1
                - | 50..60 | restart           | ok
                B | 61..160 | acquire exclusive | b:2
            expired just before the kill
                A | 0..1   | try exclusive     | a:1
                - | 100..110 | restart         | ok
                B | 111..112 | try exclusive   | b:2
            kept by its session
                A | 0..1   | open s            | ok
                A | 10..11 | try exclusive in s | a:1
                A | 60..61 | keep-session s    | ok
                B | 70..160 | acquire exclusive | b:2
                A | 161..162 | keep-session s  | gone
            freed by the end of its session
                A | 0..1   | open s            | ok
                A | 10..11 | try exclusive in s | a:1
                A | 20..21 | close s           | ok
                B | 22..23 | try exclusive     | b:2
                A | 24..25 | release a as s    | gone
            """;

    private static final String REFUSED = """
            two holders at once
                A | 0..1   | try exclusive     | a:1
                B | 5..6   | try exclusive     | b:2
                A | 7..8   | keep a            | ok
            two holders at once and no more heard of them
                A | 0..1   | try exclusive     | a:1
                B | 5..6   | try exclusive     | b:2
            granted before the release began
                A | 0..1   | try exclusive     | a:1
                B | 2..19  | acquire exclusive | b:2
                A | 20..21 | release a         | ok
            granted a moment too early
                A | 0..1   | try exclusive     | a:1
                B | 2..99  | acquire exclusive | b:2
            granted in spite of a heartbeat
                A | 0..1   | try exclusive     | a:1
                A | 60..70 | keep a            | ok
                B | 2..159 | acquire exclusive | b:2
            granted in spite of the later of two heartbeats at once
                A | 0..1   | try exclusive     | a:1
                A | 60..80 | keep a            | ok
                A | 70..75 | keep a            | ok
                B | 2..169 | acquire exclusive | b:2
            told too early that it is over
                A | 0..1   | try exclusive     | a:1
                A | 98..99 | keep a            | gone
            kept after another had it
                A | 0..1   | try exclusive     | a:1
                B | 2..110 | acquire exclusive | b:2
                A | 111..112 | keep a          | ok
            released after another had it
                A | 0..1   | try exclusive     | a:1
                B | 2..110 | acquire exclusive | b:2
                A | 111..112 | release a       | ok
            alive again after it was said to be over
                A | 0..1   | try exclusive     | a:1
                A | 101..102 | keep a          | gone
                A | 103..104 | keep a          | ok
            alive again after it was said to be over and a restart
                A | 0..1   | try exclusive     | a:1
                A | 101..102 | keep a          | gone
                - | 103..110 | restart         | ok
                A | 111..112 | keep a          | ok
            in the way after it was said to be over
                A | 0..1   | try exclusive     | a:1
                A | 101..102 | keep a          | gone
                B | 103..104 | try exclusive   | no
            a token twice
                A | 0..1   | try exclusive     | a:1
                A | 5..6   | release a         | ok
                B | 7..8   | try exclusive     | b:1
            a smaller token
                A | 0..1   | try exclusive     | a:5
                A | 5..6   | release a         | ok
                B | 7..8   | try exclusive     | b:4
            a reader beside a writer
                A | 0..1   | try exclusive     | a:1
                B | 5..6   | try shared        | b:2
            a writer beside a reader
                A | 0..1   | try shared        | a:1
                B | 5..6   | try exclusive     | b:2
            three of two places
                A | 0..1   | try one-of-2      | a:1
                B | 0..2   | try one-of-2      | b:2
                C | 3..4   | try one-of-2      | c:3
            released by another
                A | 0..1   | try exclusive     | a:1
                B | 5..6   | release a as b    | ok
            kept by another
                A | 0..1   | try exclusive     | a:1
                B | 5..6   | keep a as b       | ok
            released and still in the way
                A | 0..1   | try exclusive     | a:1
                A | 5..6   | release a         | ok
                B | 7..8   | try exclusive     | no
            released twice
                A | 0..1   | try exclusive     | a:1
                A | 5..6   | release a         | ok
                A | 7..8   | release a         | ok
            in the way long after its time
                A | 0..1   | try exclusive     | a:1
                B | 152..153 | try exclusive   | no
            kept long after its time
                A | 0..1   | try exclusive     | a:1
                A | 152..153 | keep a          | ok
            a lost release took effect after its caller was cut off
                A | 0..1   | try exclusive     | a:1
                A | 5..6   | release a         | lost
                A | 7..8   | keep a            | ok
                B | 9..10  | try exclusive     | b:2
            less than a full time-out after a restart
                A | 0..1   | try exclusive     | a:1
                - | 50..60 | restart           | ok
                B | 61..159 | acquire exclusive | b:2
            a session kept after its hold ran out
                A | 0..1   | open s            | ok
                A | 10..11 | try exclusive in s | a:1
                B | 12..110 | acquire exclusive | b:2
                A | 111..112 | keep-session s  | ok
            joined to a closed session
                A | 0..1   | open s            | ok
                A | 2..3   | try exclusive in s | a:1
                A | 4..5   | close s           | ok
                A | 6..7   | try exclusive in s | b:2
            """;

    @TestFactory
    Stream<DynamicTest> theseCanBe() {
        return tables(ACCEPTED).map(each -> dynamicTest(each.title,
                () -> assertThat(Exclusion.violations(HandMade.history(each.rows), GRACE)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> theseCannot() {
        return tables(REFUSED).map(each -> dynamicTest(each.title,
                () -> assertThat(Exclusion.violations(HandMade.history(each.rows), GRACE)).isNotEmpty()));
    }

    private record Table(String title, String rows) {}

    private static Stream<Table> tables(String text) {
        return Pattern.compile("\\R(?! )").splitAsStream(text.strip()).map(table -> {
            String[] titleAndRows = table.split("\\R", 2);
            return new Table(titleAndRows[0], titleAndRows[1]);
        });
    }
}
