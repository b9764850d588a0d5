package dev.willow.locker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockTableBackupTest {
    private static final Instant RESTORED = Instant.parse("2026-11-21T10:00:00Z");
    private static final LockPicture BACKUP = new LockPicture(41, List.of(), List.of(), List.of());

    private static long lastTokenAfter(LockPicture backup, Instant restored) {
        LockTable table = new LockTable();
        table.restore(backup);
        table.takeOverFromBackup(restored);
        return table.capture().lastToken();
    }

    @Test
    void tokens_go_on_beyond_all_that_were_given_out_even_if_one_backup_is_restored_twice() {
        long first = lastTokenAfter(BACKUP, RESTORED);
        long givenOutIn10Seconds = 1_000_000;
        assertThat(first).isGreaterThan(41);
        assertThat(lastTokenAfter(BACKUP, RESTORED.plusSeconds(10))).isGreaterThan(first + givenOutIn10Seconds);
    }

    @Test
    void a_clock_that_was_set_back_takes_no_token_back() {
        long first = lastTokenAfter(BACKUP, RESTORED);
        LockPicture later = new LockPicture(first + 5, List.of(), List.of(), List.of());
        assertThat(lastTokenAfter(later, RESTORED.minusSeconds(3600))).isEqualTo(first + 5);
    }

    @Test
    void another_start_on_the_same_data_leaves_tokens_alone() {
        LockTable table = new LockTable();
        table.restore(BACKUP);
        table.takeOver(RESTORED);
        assertThat(table.capture().lastToken()).isEqualTo(41);
    }
}
