package dev.willow.kit.app;

import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.CounterRequest;
import dev.willow.common.api.queue.Channel;
import dev.willow.common.json.BatchRead;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.common.query.PageOf;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.KeyReusedException;
import dev.willow.engine.UnavailableException;
import dev.willow.engine.log.DataDirectory;
import dev.willow.kit.KitApplication;
import dev.willow.kit.docs.Idempotent;
import dev.willow.kit.docs.Waits;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.Paged;
import dev.willow.kit.http.Paging;
import dev.willow.kit.http.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The smallest service that uses all of the kit.
@KitApplication
@RestController
public class TinyService {
    private static final Logger LOG = LoggerFactory.getLogger(TinyService.class);
    private final Turns turns;

    TinyService(Turns turns) {
        this.turns = turns;
    }

    /// For the tests that need a process of its own.
    public static void main(String... settings) {
        var context = new SpringApplication(TinyService.class).run(settings);
        if (context.getEnvironment().getProperty("tiny.log-fails", Boolean.class, false))
            context.getBean(EngineSettings.class).onFailure().failed("the disk is full", new IllegalStateException("inner"));
    }

    /// What a service with a real engine does first.
    @Bean
    @ConditionalOnProperty("tiny.data")
    static DataDirectory data(@Value("${tiny.data}") Path directory) {
        return DataDirectory.open(directory);
    }

    @RequestMapping(path = "/v1/things/query", method = {RequestMethod.GET, RequestMethod.POST})
    QueryRequest query(@RequestBody(required = false) QueryRequest query) {
        LOG.info("a query came in");
        return query == null ? QueryRequest.EVERYTHING : query;
    }

    @PostMapping("/v1/things")
    CounterRequest thing(@RequestBody CounterRequest thing) {
        return thing;
    }

    @PutMapping("/v1/things/batch")
    List<String> batch(@RequestBody List<BatchRead<CounterRequest>> entries) {
        return entries.stream()
                .map(entry -> entry instanceof BatchRead.Refused<CounterRequest>(var reason) ? reason.field() : "ok")
                .toList();
    }

    @Waits
    @Idempotent
    @PostMapping("/v1/turns")
    ResponseEntity<Map<String, String>> turn(@RequestBody(required = false) QueryRequest query, Caller caller) {
        caller.patience(); // refused before anything is done for it
        Turns.Turn turn = turns.enter();
        Optional<String> answer = caller.await(turn.answer(), () -> turn.gaveUp().complete(null), late -> turn.undone().complete(late));
        turn.looked().complete(null);
        turn.maySend().join();
        return answer.map(text -> ResponseEntity.ok(Map.of("Answer", text))).orElse(ResponseEntity.noContent().build());
    }

    @GetMapping("/v1/page")
    ResponseEntity<List<Channel>> page() {
        return Paging.answer(new PageOf<>(List.of(), Optional.of("next-one")), channel -> (Channel) channel);
    }

    /// @param size characters of the answer
    @Paged
    @GetMapping("/v1/large")
    ResponseEntity<List<String>> large(@RequestParam("size") int size) {
        return Paging.answer(new PageOf<>(List.of("x".repeat(size)), Optional.empty()), text -> text);
    }

    @GetMapping("/v1/names/{name}")
    Map<String, String> name(@PathVariable String name) {
        LOG.debug("asked for {}", name);
        return Map.of("Name", name);
    }

    @DeleteMapping("/v1/names/{name}")
    Map<String, String> delete(@PathVariable String name, Caller caller) {
        return caller.idempotencyKey()
                .map(key -> Map.of("Call", key.call(), "Key", key.key(), "Fingerprint", key.fingerprint()))
                .orElse(Map.of());
    }

    @GetMapping("/v1/max")
    Map<String, Integer> max(Caller caller) {
        return Map.of("Max", caller.max().orElse(-1));
    }

    @GetMapping("/v1/fails/{how}")
    String fails(@PathVariable String how) {
        throw switch (how) {
            case "unavailable" -> new UnavailableException("not leading yet", Duration.ofMillis(1500));
            case "reused" -> new KeyReusedException("k");
            case "busy" -> new ProblemException(Problem.of(ProblemType.TOO_MANY_WAITING, "the line is full"));
            default -> new IllegalStateException("secret inside");
        };
    }
}
