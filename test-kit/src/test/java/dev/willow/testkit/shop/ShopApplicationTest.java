package dev.willow.testkit.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.api.queue.QueueSpec;
import dev.willow.testkit.WillowTestKit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;

/// The kit on the class path of an application of Spring Boot changes nothing about it. What the application says of itself comes after all
/// files of settings that there might be.
class ShopApplicationTest {
    @AutoClose
    private final ConfigurableApplicationContext shop = new SpringApplicationBuilder(ShopApplication.class)
            .properties("server.port=0", "spring.application.name=shop", "spring.web.error.include-message=always")
            .run();

    @AutoClose
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void its_name_its_port_and_its_settings_are_its_own() {
        assertThat(shop.getEnvironment().getProperty("spring.application.name")).isEqualTo("shop");
        assertThat(shop.getEnvironment().getProperty("server.port")).isEqualTo("0");
        for (String ofServices : new String[] {"server.address", "engine.directory", "server.shutdown", "management.endpoints.web.exposure.include"})
            assertThat(shop.getEnvironment().getProperty(ofServices)).as(ofServices).isNull();
        assertThat(shop.getEnvironment().getPropertySources()).extracting(PropertySource::getName)
                .noneMatch(name -> name.contains("kit") || name.contains("service"));
    }

    @Test
    void none_of_its_beans_are_of_a_service() {
        assertThat(Arrays.stream(shop.getBeanDefinitionNames()).map(shop::getType).map(Class::getName))
                .filteredOn(type -> type.startsWith("dev.willow."))
                .allMatch(type -> type.startsWith(ShopApplication.class.getName()));
    }

    @Test
    void its_pages_and_its_error_pages_are_its_own() throws Exception {
        assertThat(get("/prices").body()).isEqualTo("all free");
        HttpResponse<String> broken = get("/broken");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(broken.body()).contains("\"path\":\"/broken\"", "\"message\":\"out of paper\"");
        assertThat(get("/nowhere").body()).contains("\"path\":\"/nowhere\"");
        assertThat(get("/prices").headers().firstValue("X-Request-ID")).isEmpty();
    }

    @Test
    void its_actuator_is_its_own() throws Exception {
        assertThat(get("/actuator/health").body()).contains("UP").doesNotContain("engine");
        assertThat(get("/actuator/prometheus").statusCode()).as("what only services show").isEqualTo(404);
        assertThat(get("/health").statusCode()).as("the health of services").isEqualTo(404);
    }

    @Test
    void the_kit_runs_beside_it() throws Exception {
        try (WillowTestKit kit = WillowTestKit.start()) {
            kit.willow().createQueue(QueueSpec.of("orders", -1));
            assertThat(kit.willow().queues()).hasSize(1);
            assertThat(get("/prices").body()).isEqualTo("all free");
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        String port = shop.getEnvironment().getProperty("local.server.port");
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header("Accept", "application/json").build(),
                BodyHandlers.ofString());
    }
}
