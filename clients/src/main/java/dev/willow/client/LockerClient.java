package dev.willow.client;

import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.locker.AcquireRequest;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.api.locker.OpenSessionRequest;
import dev.willow.common.api.locker.Session;
import dev.willow.common.api.locker.SessionReference;
import dev.willow.common.api.locker.TogetherRequest;
import dev.willow.common.backup.BackupLabel;
import dev.willow.common.query.PageOf;
import dev.willow.common.time.Ticker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Calls to Locker: locks over sets of key-values, held under sessions that need heartbeats.
///
/// Every method throws [RejectedException], [UnavailableException], [BrokenServiceException] and
/// [InterruptedCallException] as those say; what is special to a method stands with it.
public final class LockerClient implements AutoCloseable {
    private final Transport transport;

    private LockerClient(Transport transport) {
        this.transport = transport;
    }

    /// @param locker such as `http://127.0.0.1:8083`
    /// @param others where else it can be reached, if anywhere; asked when the one before fails
    public static ClientBuilder<LockerClient> builder(URI locker, URI... others) {
        return new ClientBuilder<>(locker, others, LockerClient::new);
    }

    /// This client, sending that `X-Request-ID`; shares the connections.
    public LockerClient withRequestId(String id) {
        return new LockerClient(transport.withRequestId(id));
    }

    /// Makes a call, or several, on a virtual thread: `locker.async(client -> client.locks(everything))`.
    ///
    /// @return completes with what the call returns or throws. Cancelling it, or its time-out, interrupts the call, which then
    ///         leaves the line that it may wait in.
    public <T> CompletableFuture<T> async(Function<? super LockerClient, ? extends T> call) {
        return Async.call(ticker(), this, call);
    }

    /// This client for calls that are made once, whatever its retries, and whose answer is waited for no longer than this.
    public LockerClient once(Duration timeout) {
        return new LockerClient(transport.once(timeout));
    }

    /// This client for one call, which may then be repeated until it is answered; shares the connections. Another call
    /// needs another key.
    ///
    /// @param key up to 128 characters, never used before
    public LockerClient withIdempotencyKey(String key) {
        return new LockerClient(transport.withIdempotencyKey(key));
    }

    /// Waits in line for a lock.
    ///
    /// @param patience how long to wait in line; zero asks once
    /// @return the hold, which expires after its time-out unless [#heartbeat] comes
    /// @throws NotGrantedException if it was not granted in that time; nothing is held
    public Lock acquire(LockSpec lock, Duration patience) {
        Call call = Call.post("v1", "locks").with(new AcquireRequest(lock)).once().waiting(patience);
        return transport.one(call, Lock.class);
    }

    /// Waits in line for several locks at once and gets all of them or none. It holds none while it waits, so that
    /// callers cannot lock each other up.
    ///
    /// @param patience how long to wait in line; zero asks once
    /// @return the holds in the order of the request, all under one session
    /// @throws NotGrantedException if they were not granted in that time; nothing is held
    public List<Lock> acquireTogether(List<LockSpec> locks, Duration patience) {
        TogetherRequest request = new TogetherRequest(locks.stream().map(AcquireRequest::new).toList());
        Call call = Call.post("v1", "locks", "together").with(request).once().waiting(patience);
        return transport.list(call, Lock.class);
    }

    /// Keeps a hold for another time-out, counted from when this is called.
    ///
    /// @throws RejectedException 404 if the hold is over, 409 if it belongs to another session
    public void heartbeat(String lockId, String sessionId) {
        transport.send(Call.post("v1", "locks", lockId, "heartbeat").with(new SessionReference(sessionId)));
    }

    /// Gives a hold back; the next in line gets the lock at once.
    ///
    /// @throws RejectedException 404 if the hold is over, 409 if it belongs to another session
    public void release(String lockId, String sessionId) {
        transport.send(Call.delete("v1", "locks", lockId).with(new SessionReference(sessionId)).once());
    }

    /// The locks that are held and match.
    public PageOf<Lock> locks(QueryRequest query) {
        return transport.page(Call.post("v1", "locks", "query").with(query), Lock.class);
    }

    /// Opens a session, whose one heartbeat keeps all holds that are acquired with its id.
    public Session openSession(OpenSessionRequest request) {
        return transport.one(Call.post("v1", "sessions").with(request).once(), Session.class);
    }

    /// Keeps a session and all its holds for another time-out, counted from when this is called.
    ///
    /// @throws RejectedException 404 if the session is over, and with it all its holds
    public void heartbeatSession(String sessionId) {
        transport.send(Call.post("v1", "sessions", sessionId, "heartbeat"));
    }

    /// Ends a session and releases all its holds.
    ///
    /// @throws RejectedException 404 if the session is over
    public void closeSession(String sessionId) {
        transport.send(Call.delete("v1", "sessions", sessionId).once());
    }

    /// Waits until others wait for holds of this session.
    ///
    /// @param patience how long to wait; zero asks once
    /// @return the ids of the holds that others wait for; empty when the time passed without any
    /// @throws RejectedException 404 if the session is over
    public List<String> contended(String sessionId, Duration patience) {
        Call call = Call.get("v1", "sessions", sessionId, "contended").waiting(patience);
        return transport.list(call, String.class);
    }

    /// Saves a backup of everything that the service answered before this call, while it goes on serving. For operators: it
    /// needs the service's `/actuator/backup`.
    ///
    /// @param file comes to be there, or is replaced, when the backup is whole and on disk
    /// @throws IOException if it cannot be written, or did not arrive as a whole
    public BackupLabel backup(Path file) throws IOException {
        return new Backups(transport, "locker").save(file);
    }

    /// @throws UnavailableException with the reason, if the service cannot serve now
    public void checkHealth() {
        transport.send(Call.get("health"));
    }

    /// Whose time this client goes by.
    public Ticker ticker() {
        return transport.retrier().ticker();
    }

    /// Closes the connections, also under calls that wait. Holds are not released; they run out.
    @Override
    public void close() {
        transport.wire().close();
    }
}
