package dev.willow.testing.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One answer of `/actuator/prometheus`.
public final class Scrape {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern TAG = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");
    private static final Pattern OURS = Pattern.compile("(willow|limiter|locker|engine|http_server)_.*");
    private static final Pattern HEADER = Pattern.compile("# (TYPE|HELP) (\\S+) (.*)");

    private final String content;
    private final List<Series> series = new ArrayList<>();
    private final Map<String, String> types = new TreeMap<>();
    private final Map<String, String> helps = new HashMap<>();

    /// @param name as Prometheus has it, such as `http_server_requests_seconds_count`
    public record Series(String name, Map<String, String> tags, double value) {}

    private Scrape(String content) {
        this.content = content;
        content.lines().forEach(this::read);
    }

    public static Scrape of(Http service) {
        Answer answer = service.get("/actuator/prometheus");
        assertThat(answer.status()).isEqualTo(200);
        return new Scrape(answer.content());
    }

    private void read(String line) {
        Matcher header = HEADER.matcher(line);
        if (header.matches()) {
            (header.group(1).equals("TYPE") ? types : helps).put(header.group(2), header.group(3));
            return;
        }
        Matcher matcher = LINE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        Map<String, String> tags = new LinkedHashMap<>();
        if (matcher.group(2) != null) {
            Matcher tag = TAG.matcher(matcher.group(2));
            while (tag.find()) tags.put(tag.group(1), tag.group(2));
        }
        series.add(new Series(matcher.group(1), tags, Double.parseDouble(matcher.group(3).replace("Inf", "Infinity"))));
    }

    /// As it was shown.
    public String content() {
        return content;
    }

    public List<Series> series() {
        return series;
    }

    /// Those that are not of the JVM, the machine or the libraries.
    public List<Series> ours() {
        return series.stream().filter(each -> OURS.matcher(each.name).matches()).toList();
    }

    /// The type of each metric, by its name without what Prometheus adds for the parts of a histogram.
    public Map<String, String> types() {
        return types;
    }

    public String help(String metric) {
        return helps.getOrDefault(metric, "");
    }

    /// The keys of the tags of a metric, but for those of a histogram's parts.
    public Set<String> tagsOf(String metric) {
        Set<String> keys = new TreeSet<>();
        for (Series each : series)
            if (each.name.equals(metric) || each.name.startsWith(metric + "_") && partsOf(metric).contains(each.name)) keys.addAll(each.tags.keySet());
        keys.removeAll(Set.of("le", "quantile"));
        return keys;
    }

    private static Set<String> partsOf(String metric) {
        return Set.of(metric + "_bucket", metric + "_count", metric + "_sum", metric + "_total", metric + "_info");
    }

    /// @param tags key, value, key, value; a series must have them all
    /// @return all that match, added up; 0 if there are none
    public double sum(String name, String... tags) {
        return matching(name, tags).stream().mapToDouble(Series::value).sum();
    }

    /// The value of the one series with these tags.
    public double value(String name, String... tags) {
        List<Series> found = matching(name, tags);
        assertThat(found).as("%s %s", name, List.of(tags)).hasSize(1);
        return found.getFirst().value;
    }

    public List<Series> matching(String name, String... tags) {
        return series.stream().filter(each -> each.name.equals(name)).filter(each -> {
            for (int i = 0; i < tags.length; i += 2) if (!tags[i + 1].equals(each.tags.get(tags[i]))) return false;
            return true;
        }).toList();
    }
}
