package dev.willow.hostile.request;

import java.nio.charset.StandardCharsets;

/// What goes over the wire.
///
/// @param isWhole whether more requests may follow on its connection; otherwise the sender ends with it, and takes whatever is answered
///                until the other side ends too
/// @param isHead  whether its answer has no body, whatever it says
public record Request(byte[] bytes, boolean isWhole, boolean isHead) {
    private static final int SHOWN = 400;

    static Request of(Draft draft) {
        return new Request(draft.bytes(), true, draft.method().equals("HEAD"));
    }

    /// What may be no HTTP.
    static Request raw(byte[] bytes) {
        return new Request(bytes, false, false);
    }

    static Request raw(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// For people: what is no printable ASCII is escaped, and what is long is cut.
    public String shown() {
        return shown(bytes);
    }

    public static String shown(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, SHOWN); i++) {
            char each = (char) (bytes[i] & 0xff);
            if (each == '\r') text.append("\\r");
            else if (each == '\n') text.append("\\n");
            else if (each < ' ' || each > '~') text.append("\\x%02x".formatted((int) each));
            else text.append(each);
        }
        return bytes.length > SHOWN ? text + "... (" + bytes.length + " bytes)" : text.toString();
    }
}
