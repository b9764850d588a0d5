package dev.willow.bench.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Where figures come from.
///
/// @param date    of the run
/// @param commit  of the version that was measured; `+` behind it if there was more than the commit
/// @param machine processors and system
public record Origin(String date, String commit, String machine) {
    private static final Path FOLDER = Path.of("benchmarks", "results");
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public static Origin here() throws IOException {
        return new Origin(LocalDate.now().toString(), currentCommit(), thisMachine());
    }

    /// Writes the results of a run into the folder that is kept.
    ///
    /// @param kind what was measured, as a part of the file's name; may be empty
    /// @return the file
    public Path keep(String kind, Object results) throws IOException {
        Files.createDirectories(FOLDER);
        Path file = FOLDER.resolve(date + "-" + commit.replace("+", "") + (kind.isEmpty() ? "" : "-" + kind) + ".json");
        Files.writeString(file, JSON.writeValueAsString(results) + "\n");
        return file;
    }

    private static String currentCommit() throws IOException {
        String commit = said("git", "rev-parse", "--short", "HEAD");
        return said("git", "status", "--porcelain").isEmpty() ? commit : commit + "+";
    }

    private static String thisMachine() throws IOException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("unknown processor");
        return Runtime.getRuntime().availableProcessors() + " x " + model + ", " + System.getProperty("os.name") + ", Java "
                + Runtime.version().feature();
    }

    private static String said(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
    }
}
