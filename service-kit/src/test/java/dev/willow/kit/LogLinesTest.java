package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.willow.kit.app.RunningTinyService;
import dev.willow.kit.http.RequestIds;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The request id stands in every line that is written for a request.
class LogLinesTest {

    @Test
    void lines_of_a_request_carry_its_id_and_those_of_defects_too() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        try (RunningTinyService service = RunningTinyService.start()) {
            Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
            lines.start();
            root.addAppender(lines);
            service.http().get("/v1/things/query", null, RequestIds.HEADER, "id-1");
            service.http().get("/v1/fails/defect", null, RequestIds.HEADER, "id-2");
            root.detachAppender(lines);
        }
        assertThat(lines.list)
                .anySatisfy(line -> {
                    assertThat(line.getFormattedMessage()).isEqualTo("a query came in");
                    assertThat(line.getMDCPropertyMap()).containsEntry(RequestIds.LOG_KEY, "id-1");
                })
                .anySatisfy(line -> {
                    assertThat(line.getFormattedMessage()).isEqualTo("defect in GET /v1/fails/defect");
                    assertThat(line.getMDCPropertyMap()).containsEntry(RequestIds.LOG_KEY, "id-2");
                });
        assertThat(RequestIds.current()).isEmpty();
    }
}
