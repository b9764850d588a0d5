package dev.willow.queue.domain.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.queue.domain.machine.QueueMachine;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FromBackupTest {
    private static final TablePicture BACKUP = new TablePicture(7, 41, List.of());
    private static final Instant RESTORED = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void fencing_tokens_of_items_go_on_beyond_all_that_were_given_out_since_the_backup() {
        QueueMachine machine = new QueueMachine(10);
        machine.restore(BACKUP);
        machine.takeOverFromBackup(RESTORED);
        long first = machine.capture().fencingToken();
        assertThat(first).isGreaterThan(41);
        machine.restore(BACKUP);
        machine.takeOverFromBackup(RESTORED.plusSeconds(1));
        assertThat(machine.capture().fencingToken()).isEqualTo(first + 1_000_000);
        assertThat(machine.capture().sequence()).isEqualTo(7);
    }

    @Test
    void another_start_on_the_same_data_leaves_them_alone() {
        QueueMachine machine = new QueueMachine(10);
        machine.restore(BACKUP);
        machine.takeOver(RESTORED);
        assertThat(machine.capture()).isEqualTo(BACKUP);
    }
}
