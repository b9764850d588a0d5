package dev.willow.bench.micro;

import dev.willow.common.api.queue.EnqueueRequest;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.ItemState;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.json.WillowJson;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.time.Duration;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.json.JsonMapper;

/// An item's way in and out, by the mapper of the services.
@State(Scope.Thread)
public class JsonSteps {
    private static final JsonMapper MAPPER = WillowJson.mapper();

    /// Of the item.
    @Param({"100", "16384"})
    int bytes;

    private byte[] request;
    private Item answer;

    @Setup(Level.Trial)
    public void make() {
        var channel = KeyValues.of("branch", Value.text("main"), "build", Value.int64(4_711));
        var properties = new ItemProperties(new byte[bytes], false, 3, RetryPosition.BACK, Duration.ofMinutes(5));
        var spec = ItemSpec.of(channel, properties);
        request = MAPPER.writeValueAsBytes(new EnqueueRequest(spec));
        answer = new Item(spec, new ItemState("0f8fad5b-d9cb-469f-a165-70867728950e", 1, 0, Optional.of(4_711L)));
    }

    @Benchmark
    public EnqueueRequest readEnqueue() {
        return MAPPER.readValue(request, EnqueueRequest.class);
    }

    @Benchmark
    public byte[] writeItem() {
        return MAPPER.writeValueAsBytes(answer);
    }
}
