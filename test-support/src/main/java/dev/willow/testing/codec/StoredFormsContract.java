package dev.willow.testing.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.Codec;
import dev.willow.engine.Codecs;
import dev.willow.engine.Command;
import dev.willow.engine.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Everything that a service ever has on disk, compared with how it was written when version 1 began. What differs here
/// can not be read back after an upgrade: it needs a new version, not a new example.
///
/// The examples as they were written stand in `version-1.txt` beside the subclass: a line each, its name and its bytes in
/// base64.
public abstract class StoredFormsContract<C extends Command, E extends Event, P> {
    private final Codecs<C, E, P> codecs;
    private final List<C> commands;
    private final List<E> events;
    private final List<P> pictures;
    private final List<Class<?>> families;

    /// @param families sealed types of which every member must be among the examples, however deep within
    protected StoredFormsContract(
            Codecs<C, E, P> codecs, List<C> commands, List<E> events, List<P> pictures, List<Class<?>> families) {
        this.codecs = codecs;
        this.commands = commands;
        this.events = events;
        this.pictures = pictures;
        this.families = families;
    }

    @Test
    final void every_form_is_read_back_equal() {
        checkReadBack(commands, codecs.commands());
        checkReadBack(events, codecs.answers());
        checkReadBack(pictures, codecs.pictures());
    }

    @Test
    final void every_form_on_disk_is_still_written_as_it_was() throws IOException {
        Map<String, String> written = new LinkedHashMap<>();
        write(commands, codecs.commands(), written);
        write(events, codecs.answers(), written);
        write(pictures, codecs.pictures(), written);
        assertThat(written).containsExactlyEntriesOf(examples());
    }

    @Test
    final void every_form_on_disk_is_still_read_as_it_was_meant() throws IOException {
        Map<String, String> examples = examples();
        checkRead(commands, codecs.commands(), examples);
        checkRead(events, codecs.answers(), examples);
        checkRead(pictures, codecs.pictures(), examples);
    }

    @Test
    final void there_is_an_example_of_every_kind() {
        Kinds kinds = Kinds.within(List.of(commands, events, pictures));
        for (Class<?> family : families) assertThat(kinds.of(family)).isEqualTo(Kinds.membersOf(family));
    }

    private static <T> void checkReadBack(List<T> things, Codec<T> codec) {
        for (T thing : things) assertThat(codec.decode(codec.encode(thing))).isEqualTo(thing);
    }

    private static <T> void write(List<T> things, Codec<T> codec, Map<String, String> written) {
        for (int i = 0; i < things.size(); i++)
            written.put(nameOf(things, i), Base64.getEncoder().encodeToString(codec.encode(things.get(i))));
    }

    private static <T> void checkRead(List<T> things, Codec<T> codec, Map<String, String> examples) {
        for (int i = 0; i < things.size(); i++) {
            String name = nameOf(things, i);
            assertThat(codec.decode(Base64.getDecoder().decode(examples.get(name)))).as(name).isEqualTo(things.get(i));
        }
    }

    private static String nameOf(List<?> things, int place) {
        return things.get(place).getClass().getSimpleName() + "-" + place;
    }

    private Map<String, String> examples() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("version-1.txt")) {
            Map<String, String> examples = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .forEach(line -> examples.put(line.split(" ")[0], line.split(" ")[1]));
            return examples;
        }
    }
}
