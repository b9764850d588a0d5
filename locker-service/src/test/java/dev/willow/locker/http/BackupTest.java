package dev.willow.locker.http;

import static dev.willow.locker.http.Answers.lockId;
import static dev.willow.locker.http.Answers.sessionId;
import static dev.willow.locker.http.Answers.token;
import static dev.willow.locker.http.Bodies.lock;
import static dev.willow.locker.http.Bodies.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.backup.BackupFile;
import dev.willow.common.backup.Restore;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup of the running service is taken, and another begins with it in an empty directory.
class BackupTest {
    @TempDir
    Path folder;

    private Path backUp(RunningLocker locker) throws IOException {
        Path file = folder.resolve("locker.backup");
        try (InputStream backup = URI.create("http://127.0.0.1:" + locker.port() + "/actuator/backup").toURL().openStream()) {
            Files.copy(backup, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private Path restored(Path backup, String name) throws IOException {
        Restore restore = new Restore(new BackupFile(backup), "locker", folder.resolve(name));
        restore.check();
        restore.carryOut();
        return restore.directory();
    }

    @Test
    void who_held_a_lock_when_it_was_backed_up_has_it_again_and_who_got_one_later_has_not() throws IOException {
        Path backup;
        Answer before;
        Answer after;
        try (RunningLocker locker = RunningLocker.inMemory()) {
            before = locker.http().post("/v1/locks", lock("a"), "Idempotency-Key", "k1");
            backup = backUp(locker);
            after = locker.http().post("/v1/locks", lock("b"), "Idempotency-Key", "k2");
        }
        try (RunningLocker locker = RunningLocker.at(restored(backup, "fresh"))) {
            Http http = locker.http();
            Answer kept = http.post("/v1/locks/" + lockId(before) + "/heartbeat", session(sessionId(before)));
            assertThat(kept.status()).isEqualTo(200);
            assertThat(token(kept)).isEqualTo(token(before));
            assertThat(http.post("/v1/locks", lock("a"), "Idempotency-Key", "k1").body()).isEqualTo(before.body());
            assertThat(http.post("/v1/locks/" + lockId(after) + "/heartbeat", session(sessionId(after))).status()).isEqualTo(404);
            assertThat(lockId(http.post("/v1/locks", lock("b"), "Idempotency-Key", "k2"))).isNotEqualTo(lockId(after));
        }
    }

    @Test
    void fencing_tokens_do_not_go_backwards_by_a_restore() throws IOException {
        long last = 0;
        Path backup;
        try (RunningLocker locker = RunningLocker.inMemory()) {
            backup = backUp(locker);
            for (int i = 0; i < 5; i++) last = nextToken(locker, last);
        }
        Path directory = restored(backup, "fresh");
        for (int run = 0; run < 2; run++)
            try (RunningLocker locker = RunningLocker.at(directory)) {
                for (int i = 0; i < 5; i++) last = nextToken(locker, last);
            }
    }

    private static long nextToken(RunningLocker locker, long last) {
        Answer granted = locker.http().post("/v1/locks", lock("token"));
        assertThat(granted.status()).isEqualTo(200);
        assertThat(token(granted)).isGreaterThan(last);
        locker.http().delete("/v1/locks/" + lockId(granted), session(sessionId(granted)));
        return token(granted);
    }
}
