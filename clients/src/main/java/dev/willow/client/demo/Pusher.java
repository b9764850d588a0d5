package dev.willow.client.demo;

import dev.willow.client.WillowClient;
import dev.willow.client.demo.GitRepository.Branch;
import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.queue.EnqueueAnswer;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.RetryPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Pushes the commits of a branch: one updateable item per commit and operating system, in commit order, gathered into
/// batches. A commit that still waits when the next one comes is overwritten by it.
///
/// @param queue  the name of the queue
record Pusher(WillowClient willow, String queue, String repository, Ledger ledger) {
    static final int RETRIES = 1;
    static final Duration ITEM_TIMEOUT = Duration.ofSeconds(10);

    /// Entries of a batch. Larger ones are hardly quicker, and smaller ones let the runners in between.
    private static final int BATCH = 300;

    private static final int CREATED = 201;
    private static final int UPDATED = 200;

    void push(GitRepository from, Branch branch) {
        List<String> commits = new ArrayList<>();
        from.forEachCommit(branch, commits::add);
        int perBatch = BATCH / Os.values().length;
        for (int first = 0; first < commits.size(); first += perBatch)
            push(branch, commits.subList(first, Math.min(first + perBatch, commits.size())));
    }

    private void push(Branch branch, List<String> commits) {
        List<ItemSpec> items = new ArrayList<>();
        for (String commit : commits) for (Os os : Os.values()) items.add(item(new Channel(branch.name(), os), commit));
        List<BatchEntry<EnqueueAnswer>> results = willow.enqueueAll(queue, items);
        int replaced = 0;
        for (BatchEntry<EnqueueAnswer> result : results) {
            switch (result.status()) {
                case CREATED -> { }
                case UPDATED -> replaced++;
                default -> throw new DemoException("a push to " + branch.name() + " was refused: "
                        + result.problem().map(problem -> problem.detail()).orElse("status " + result.status()));
            }
        }
        ledger.pushed(results.size(), replaced);
    }

    private ItemSpec item(Channel channel, String commit) {
        byte[] bytes = commit.getBytes(StandardCharsets.US_ASCII);
        return ItemSpec.of(channel.keyValues(repository),
                new ItemProperties(bytes, true, RETRIES, RetryPosition.FRONT, ITEM_TIMEOUT));
    }
}
