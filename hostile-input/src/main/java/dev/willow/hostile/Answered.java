package dev.willow.hostile;

import dev.willow.hostile.judge.Judge;
import dev.willow.hostile.judge.Violation;
import dev.willow.hostile.request.Case;
import dev.willow.hostile.wire.Reply;
import java.util.List;
import java.util.Optional;

/// What came of one case.
///
/// @param replies    none if the connection was closed instead
/// @param violations what is wrong with them, in words for people
/// @param cutOff     how a connection ended before this came on another one, for one that had to be answered
record Answered(Case asked, List<Reply> replies, List<Violation> violations, Optional<String> cutOff) {
    /// Whether nothing was done, as far as the service says.
    boolean isRefused() {
        return replies.stream().allMatch(reply -> Judge.isRefusal(asked, reply));
    }

    /// Whether it may have changed something without being a defect.
    boolean mayHaveChanged() {
        return asked.changes() && !isRefused();
    }
}
