package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether the dashboard is one by the types that Grafana publishes of its own. (It was not loaded into a Grafana.)
class DashboardTypesTest {
    private static final Path OBSERVABILITY = Launcher.ROOT.resolve("docker/observability");

    @TempDir
    Path folder;

    private Npm npm;
    private String dashboard;

    @BeforeEach
    void install() throws Exception {
        npm = Npm.install(OBSERVABILITY.resolve("types"), folder);
        dashboard = Files.readString(OBSERVABILITY.resolve("willow.json"));
    }

    @Test
    void the_dashboard_is_one_by_the_types_of_grafana() throws Exception {
        Npm.Run check = check(dashboard);
        assertThat(check.code()).as(check.output()).isZero();
    }

    @Test
    void a_member_that_grafana_does_not_know_is_found() throws Exception {
        Npm.Run check = check(dashboard.replaceFirst("\"gridPos\"", "\"gridPosition\""));
        assertThat(check.code()).isNotZero();
        assertThat(check.output()).contains("gridPosition");
    }

    private Npm.Run check(String json) throws Exception {
        Files.writeString(folder.resolve("dashboard.ts"),
                "import { Dashboard } from './node_modules/@grafana/schema/dist/types/raw/dashboard/x/types.gen';\n"
                        + "const dashboard: Dashboard = " + json + ";\nexport default dashboard;\n");
        return npm.run("run", "check");
    }
}
