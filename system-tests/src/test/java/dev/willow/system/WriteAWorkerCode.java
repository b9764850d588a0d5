package dev.willow.system;

import static dev.willow.common.query.Query.where;

import dev.willow.client.WillowClient;
import dev.willow.client.work.Outcome;
import dev.willow.client.work.WillowWorker;
import java.net.URI;
import java.util.function.Predicate;

/// The Java of the guide about workers.
record WriteAWorkerCode(URI url, Predicate<String> builder) {
    void run() throws InterruptedException {
        // snippet
        try (WillowClient willow = WillowClient.builder(url).build();
                WillowWorker worker = WillowWorker.of(willow, "builds").where(where("os").is("linux")).concurrency(4)
                        .start(item -> build(item.text()) ? Outcome.DONE : Outcome.FAILED)) {
            worker.awaitEnd();
        }
        // end of snippet
    }

    private boolean build(String commit) {
        return builder.test(commit);
    }
}
