package dev.willow.cli;

import dev.willow.client.LimiterClient;
import dev.willow.client.WillowClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// A live view.
@Command(
        name = "top",
        description = {
            "Show what waits, what runs, what is blocked by which rule, and which limits are nearly or fully taken.",
            "On a terminal this goes on until Ctrl-C. Elsewhere it looks once. Each look makes a bounded number of calls; what it did not look "
                    + "at is said. Numbers per second are how the totals grew or shrank since the look before. SEEN FOR is how long this has "
                    + "seen an item in processing, since the services do not tell when that began."
        })
final class TopCommand implements Callable<Integer> {
    private static final String CLEAR_AND_HIDE_CURSOR = "\033[?1049h\033[?25l";
    private static final String SHOW_CURSOR_AND_RESTORE = "\033[?25h\033[?1049l";
    private static final String HOME = "\033[H";
    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";

    private final Object drawing = new Object();
    private boolean isRestored;

    @ParentCommand
    private Cli cli;

    @Parameters(arity = "0..1", paramLabel = "QUEUE", description = "Look at this queue alone, and at more of it.")
    private Optional<String> queue;

    @Option(names = "--every", paramLabel = "DURATION", defaultValue = "2s", description = "The pause between looks; default ${DEFAULT-VALUE}.")
    private Duration every;

    @Option(names = "--once", description = "Look once.")
    private boolean once;

    @Option(names = "--looks", paramLabel = "N", description = "Look so many times.")
    private Optional<Integer> looks;

    @Override
    public Integer call() throws InterruptedException {
        if (!every.isPositive()) throw new WrongWords("--every must be positive");
        if (looks.isPresent() && looks.get() < 1) throw new WrongWords("--looks must be at least 1");
        if (once && looks.isPresent()) throw new WrongWords("--once or --looks, not both");
        boolean isLive = cli.terminal().isScreen() && !once && !cli.isJson();
        int most = looks.orElse(once || !cli.terminal().isScreen() ? 1 : Integer.MAX_VALUE);
        try (WillowClient willow = cli.willowClient(); LimiterClient limiter = cli.limiterClient()) {
            Looker looker = new Looker(willow, limiter, queue, cli.terminal().ticker());
            return isLive ? live(looker, most) : print(looker, most);
        }
    }

    /// @return how the last look went
    private int print(Looker looker, int most) throws InterruptedException {
        PrintWriter out = cli.terminal().out();
        for (int made = 1; ; made++) {
            Look look = looker.look();
            if (cli.isJson()) out.println(Json.line(look));
            else TopPage.lines(look, cli.ink()).forEach(out::println);
            boolean isRead = !out.checkError(); // which also sends it off
            if (made == most || !isRead) return look.away().isEmpty() ? Exit.DONE : Exit.REFUSED;
            cli.terminal().ticker().sleep(every);
            if (!cli.isJson()) out.println();
        }
    }

    /// Whatever ends this, the terminal is as it was before.
    private int live(Looker looker, int most) throws InterruptedException {
        PrintWriter out = cli.terminal().out();
        Look look = looker.look(); // a wrong name is said on the screen as it is
        Thread restoring = new Thread(() -> restore(out), "restore");
        Runtime.getRuntime().addShutdownHook(restoring);
        try {
            show(out, CLEAR_AND_HIDE_CURSOR);
            for (int made = 1; ; made++) {
                draw(look, out);
                if (made == most || out.checkError()) return look.away().isEmpty() ? Exit.DONE : Exit.REFUSED;
                cli.terminal().ticker().sleep(every);
                look = looker.look();
            }
        } finally {
            restore(out);
            removeHook(restoring);
        }
    }

    private void restore(PrintWriter out) {
        synchronized (drawing) {
            show(out, SHOW_CURSOR_AND_RESTORE);
            isRestored = true;
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException atShutdown) {
            // it has run, or is about to find nothing to do
        }
    }

    /// Over what stands there, so that nothing flickers.
    private void draw(Look look, PrintWriter out) {
        Screen.Size size = cli.terminal().screen().size();
        String head = "willow top" + queue.map(name -> " " + name).orElse("") + ", every " + Words.seconds(every) + "; Ctrl-C ends it";
        List<String> lines = TopPage.lines(look, cli.ink(), Words.clean(head), size);
        show(out, HOME + String.join(REST_OF_LINE + "\r\n", lines) + REST_OF_LINE + REST_OF_SCREEN);
    }

    /// Nothing after the terminal was restored, also not by a look that was under way when this was stopped.
    private void show(PrintWriter out, String text) {
        synchronized (drawing) {
            if (isRestored) return;
            out.print(text);
            out.flush();
        }
    }
}
