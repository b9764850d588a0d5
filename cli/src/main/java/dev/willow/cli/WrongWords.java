package dev.willow.cli;

/// What was typed makes no sense. Ends the process with 2 and one line.
final class WrongWords extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongWords(String message) {
        super(message);
    }
}
