package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.willow.testing.process.Service;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The page at `/docs`, as a person uses it.
@Timeout(300)
class DocsPageTest {
    private static final Path SCREENSHOT = Path.of("target/artifacts/docs-enqueue.png");

    @TempDir
    Path data;

    @TempDir
    Path profile;

    @Test
    void a_queue_and_an_item_are_made_by_trying_out_the_examples_and_nothing_else_is_asked_for_anything() throws Exception {
        assumeTrue(Browser.isThere(), "skipped: there are no chromium and chromedriver on the PATH");
        try (Cluster cluster = Cluster.start(data); Browser browser = Browser.start(profile)) {
            String willow = cluster.uriOf(Service.WILLOW).toString();
            browser.open(willow + "/docs");
            assertThat(tryOut(browser, "operations-Queues-createQueue")).isEqualTo("201");
            assertThat(tryOut(browser, "operations-Items-enqueue")).isEqualTo("201");
            browser.screenshot(SCREENSHOT);
            assertThat(cluster.willow().queue("builds").state().waiting()).isEqualTo(1);
            List<String> requests = browser.requests();
            assertThat(requests).contains(willow + "/docs/openapi.json", willow + "/v1/queues/builds/channels/items");
            assertThat(requests).allMatch(request -> request.startsWith(willow + "/"), "went to Willow");
        }
    }

    /// Sends the example of a call as the page offers it.
    ///
    /// @return the status that the page shows
    private static String tryOut(Browser browser, String call) {
        browser.click("#" + call + " .opblock-summary-control");
        browser.click("#" + call + " .try-out__btn");
        browser.click("#" + call + " .execute");
        String status = "#" + call + " .live-responses-table .response-col_status";
        String shown = browser.text(status + ":not(.col_header)");
        browser.scrollTo(status);
        return shown.split("\\s")[0];
    }
}
