package dev.willow.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class PlotsTest {
    private static final String FOUND = """
            {"date": "2026-01-01", "commit": "abc", "machine": "any", "durability": "MEMORY", "atTheEnd": %1$s,
             "dimensions": [{"name": "channels", "title": "Channels", "axis": "channels", "series": [
               {"name": "own", "points": [%1$s, %2$s]},
               {"name": "any", "points": [%1$s]}]}]}
            """.formatted(point(0, 2_000, 4, 800), point(1_000, 1_000, 8, 1_600));

    @TempDir
    Path folder;

    @Test
    void point_lies_where_the_axes_say() throws IOException {
        assertThat(drawn())
                .contains("<circle cx=\"56.0\" cy=\"76.0\" r=\"3.5\" fill=\"#1f83e0\"/>") // 0 channels, 2,000/s: left, and up to the top
                .contains("<circle cx=\"272.0\" cy=\"156.0\" r=\"3.5\" fill=\"#1f83e0\"/>") // 1,000 channels, half as many
                .contains("d=\"M56.0 76.0L272.0 156.0\"");
    }

    @Test
    void each_dimension_has_a_picture_with_its_series_and_units() throws Exception {
        String svg = drawn();

        assertThat(svg).contains(">own<", ">any<", ">channels<", ">cycles/s<", ">1k<", ">2k<");
        var read = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(read.getDocumentElement().getTagName()).isEqualTo("svg");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.2, 0.2", "100, 100", "1500, 1.5k", "16384, 16.4k", "100000, 100k", "1048576, 1.05M"})
    void numbers_beside_the_axes_are_short(double number, String written) {
        assertThat(Picture.shortened(number)).isEqualTo(written);
    }

    private String drawn() throws IOException {
        Path kept = Files.writeString(folder.resolve("found.json"), FOUND);
        Plots.draw(kept, folder);
        return Files.readString(folder.resolve("growth-channels.svg"));
    }

    private static String point(long amount, double rate, double p50, double micros) {
        return """
                {"amount": %d, "processorMicros": %s, "figures":
                 {"callers": 8, "perSecond": %s, "p50Millis": %s, "p99Millis": 9, "maxMillis": 10}}""".formatted(amount, micros, rate, p50);
    }
}
