package dev.willow.bench.growth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/// Draws what a run of [Growth] found, a picture for each dimension. Arguments: the file that it kept, and the folder for the pictures.
final class Plots {
    private Plots() {}

    public static void main(String[] arguments) throws IOException {
        draw(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    static void draw(Path kept, Path folder) throws IOException {
        Grown grown = JsonMapper.shared().readValue(kept, Grown.class);
        Files.createDirectories(folder);
        for (Grown.Dimension dimension : grown.dimensions())
            Files.writeString(folder.resolve("growth-" + dimension.name() + ".svg"), Picture.of(dimension));
    }
}
