package dev.willow.limiter.http;

import dev.willow.testing.http.Http;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/// One Limiter in memory with a Locker that grants everything, for the tests of a class; emptied before each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LimiterTest {
    FakeLocker locker;
    RunningLimiter limiter;
    Http http;

    @BeforeAll
    void start() {
        locker = FakeLocker.start();
        limiter = RunningLimiter.inMemory(locker);
        http = limiter.http();
    }

    @AfterAll
    void stop() {
        limiter.close();
        locker.close();
    }

    @BeforeEach
    void empty() {
        for (var rule : http.get("/v1/limiter/rules/query").body())
            http.delete("/v1/limiter/rules/" + rule.at("/State/ID").asString());
        for (var counter : http.get("/v1/limiter/counters/query").body())
            http.put("/v1/limiter/counters/set",
                    "{\"Spec\": {\"DBDefinition\": " + counter.at("/Spec/DBDefinition") + ", \"Properties\": {\"Counters\": 0}}}");
    }
}
