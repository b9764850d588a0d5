package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.history.Operation;
import dev.willow.testing.history.lock.LockerAnswer;
import dev.willow.testing.history.lock.LockerCall;
import java.util.List;
import java.util.function.Predicate;

/// How often what happened, since a history in which nothing happens shows nothing.
record Summary(int calls, int granted, int refused, int keptOrReleased, int over, int lost) {

    static Summary of(List<Operation<LockerCall, LockerAnswer>> history) {
        return new Summary(history.size(), count(history, LockerAnswer.Granted.class::isInstance),
                count(history, LockerAnswer.NOT_GRANTED::equals), count(history, LockerAnswer.DONE::equals),
                count(history, LockerAnswer.NOT_THERE::equals), (int) history.stream().filter(Operation::isLost).count());
    }

    private static int count(List<Operation<LockerCall, LockerAnswer>> history, Predicate<LockerAnswer> answer) {
        return (int) history.stream().filter(call -> call.output().filter(answer).isPresent()).count();
    }

    void assertThatAllHappened() {
        assertThat(List.of(granted, refused, keptOrReleased, over)).as(toString()).allMatch(number -> number >= 20);
        assertThat(lost).as(toString()).isPositive();
    }
}
