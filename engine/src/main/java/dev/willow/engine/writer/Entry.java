package dev.willow.engine.writer;

import java.time.Instant;
import java.util.List;

/// One entry of the log: what was gathered while the one before it was being written.
record Entry(Header header, List<Item> items) {

    /// @param epoch    the leadership it was written in
    /// @param sequence its number in that epoch; the take-over that begins it has 0
    /// @param stamp    the leader's time when it was sealed
    record Header(long epoch, long sequence, Instant stamp) {
        boolean beginsEpoch() {
            return sequence == 0;
        }
    }

    sealed interface Item {
        /// A node became leader; begins the epoch.
        record TakeOver() implements Item {}

        /// A command of the state machine.
        ///
        /// @param keyed the requests it names that came with keys
        record Command(byte[] command, List<Keyed> keyed) implements Item {}

        /// An answer that no command led to, to be kept for a key.
        record Answer(Keyed keyed, byte[] answer) implements Item {}
    }
}
