package dev.willow.queue.domain;

import java.util.Arrays;

/// The bytes of an item. They are shared, not copied: nobody changes them.
public record Payload(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Payload(byte[] theirs) && Arrays.equals(bytes, theirs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
