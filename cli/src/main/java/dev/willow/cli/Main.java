package dev.willow.cli;

import dev.willow.common.time.Ticker;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The process: its streams, and how it ends.
final class Main {
    /// Which of in, out and err go to a terminal. Java itself tells only whether all do; the launcher knows.
    private static final String TERMINALS = "willow.terminals";

    private Main() {}

    public static void main(String[] words) {
        Output stdout = new Output(new FileOutputStream(FileDescriptor.out));
        PrintWriter out = new PrintWriter(stdout, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        List<String> terminals = Arrays.asList(System.getProperty(TERMINALS, "").split(" "));
        Screen screen = terminals.contains("out") ? new SystemScreen() : Screen.NONE;
        Terminal terminal = new Terminal(out, err, System.in, System.getenv(), screen, terminals.contains("err"), Ticker.ofSystem());
        int status = Cli.run(terminal, words);
        out.flush();
        System.exit(stdout.endingWith(status, err));
    }
}
