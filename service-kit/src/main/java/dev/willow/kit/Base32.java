package dev.willow.kit;

/// Writes bytes with five bits to a letter, without the letters that people mix up.
final class Base32 {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int BITS = 5;

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + BITS - 1) / BITS);
        int buffer = 0;
        int held = 0;
        for (byte next : bytes) {
            buffer = buffer << 8 | next & 0xff;
            held += 8;
            while (held >= BITS) {
                held -= BITS;
                text.append(ALPHABET[buffer >>> held & 31]);
            }
            buffer &= (1 << held) - 1;
        }
        if (held > 0) text.append(ALPHABET[buffer << BITS - held & 31]);
        return text.toString();
    }
}
