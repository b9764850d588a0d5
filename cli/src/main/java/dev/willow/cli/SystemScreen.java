package dev.willow.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Scanner;

/// The terminal that this process was started at, whose size changes as its window does.
final class SystemScreen implements Screen {
    @Override
    public Size size() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty").redirectError(Redirect.DISCARD).start();
            try (Scanner said = new Scanner(stty.getInputStream(), StandardCharsets.US_ASCII)) {
                int rows = said.nextInt();
                int columns = said.nextInt();
                return rows > 0 && columns > 0 ? new Size(rows, columns) : NONE.size();
            }
        } catch (IOException | NoSuchElementException unknown) {
            return NONE.size();
        }
    }
}
