package dev.willow.limiter.domain;

/// A position in the [RoomFeed] of one leader.
///
/// @param run      which leader, counted from the first
/// @param position how much it has told of
public record RoomCursor(long run, long position) {

    /// @throws NumberFormatException if the text is no cursor
    public static RoomCursor parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 1) throw new NumberFormatException("no cursor: " + text);
        long run = Long.parseLong(text.substring(0, dash));
        long position = Long.parseLong(text.substring(dash + 1));
        RoomCursor cursor = new RoomCursor(run, position);
        // There is one way to write each, with neither signs nor digits of other scripts.
        if (run < 0 || position < 0 || !cursor.toString().equals(text)) throw new NumberFormatException("no cursor: " + text);
        return cursor;
    }

    @Override
    public String toString() {
        return run + "-" + position;
    }
}
