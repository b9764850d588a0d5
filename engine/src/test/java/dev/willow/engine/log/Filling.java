package dev.willow.engine.log;

import dev.willow.engine.EngineSettings;
import dev.willow.engine.UnavailableException;
import dev.willow.engine.sample.Ledgers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// A process that writes until its log takes no more. It prints the number of each entry that was answered, then what the caller
/// of the first that was not was told, and then why the engine ended.
final class Filling {
    private static final String FILLER = "x".repeat(100_000);

    private Filling() {}

    static String key(int number) {
        return number + FILLER;
    }

    public static void main(String[] arguments) {
        var ended = new CompletableFuture<String>();
        var ledgers = Ledgers.started(EngineSettings.at(Path.of(arguments[0])).with((reason, _) -> ended.complete(reason)));
        try {
            for (int number = 0;; number++) {
                Ledgers.await(ledgers.put("r" + number, key(number), number));
                System.out.println(number);
            }
        } catch (UnavailableException refused) {
            System.out.println("refused: " + refused.getMessage());
        }
        System.out.println("ended: " + Ledgers.await(ended));
        ledgers.close();
    }
}
