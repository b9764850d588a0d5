package dev.willow.client.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Shows what is going on: on a terminal one line that changes, in a log a new line now and then.
final class Progress implements AutoCloseable {
    private static final long TERMINAL_MILLIS = 100;
    private static final long LOG_MILLIS = 2_000;
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int WIDTH = 110;

    private final PrintStream out;
    private final Ledger ledger;
    private final boolean onTerminal;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private String shown = "";

    Progress(PrintStream out, Ledger ledger, boolean onTerminal) {
        this.out = out;
        this.ledger = ledger;
        this.onTerminal = onTerminal;
        long every = onTerminal ? TERMINAL_MILLIS : LOG_MILLIS;
        timer.scheduleAtFixedRate(this::show, every, every, TimeUnit.MILLISECONDS);
    }

    private synchronized void show() {
        String running = ledger.running().stream().map(Channel::toString).sorted().collect(Collectors.joining(", "));
        String line = String.format(Locale.ROOT, "  %,d pushed, %,d squashed, %,d built; building %s",
                ledger.pushes(), ledger.replaced(), ledger.builds().size(), running.isEmpty() ? "nothing" : running);
        if (line.length() > WIDTH) line = line.substring(0, WIDTH - 1) + "…";
        if (onTerminal) out.print(CLEAR_LINE + line);
        else if (!line.equals(shown)) out.println(line);
        out.flush();
        shown = line;
    }

    /// Something worth a line of its own.
    synchronized void note(String text) {
        out.println((onTerminal ? CLEAR_LINE : "") + "  " + text);
        shown = "";
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        if (onTerminal) out.print(CLEAR_LINE);
        out.flush();
    }
}
