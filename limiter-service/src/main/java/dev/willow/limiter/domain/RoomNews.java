package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import java.util.List;
import java.util.Optional;

/// Where there may be room since a cursor.
///
/// @param cursor what to ask with next
/// @param missed the cursor asked with was too old to tell: anything may have room
public record RoomNews(String cursor, boolean missed, List<Room> rooms) {
    public RoomNews {
        rooms = List.copyOf(rooms);
    }

    /// @param group  the group that has room; absent: every group of the rule, those of its overrides included
    /// @param places how many fit at present; absent: unlimited or not known
    public record Room(String rule, Optional<String> override, Optional<KeyValues> group, Optional<Long> places) {}
}
