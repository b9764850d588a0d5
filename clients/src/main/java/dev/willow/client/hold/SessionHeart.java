package dev.willow.client.hold;

import dev.willow.client.ClientException;
import dev.willow.client.LockerClient;
import dev.willow.client.RejectedException;

/// Keeps a session of Locker, and with it all that it holds.
record SessionHeart(LockerClient locker, String sessionId) implements Heart {
    @Override
    public void beat(Keeping keeping) {
        locker.ticker().start("willow-client-heartbeat", () -> beatNow(keeping));
    }

    private void beatNow(Keeping keeping) {
        long sentAt = locker.ticker().nanos();
        try {
            locker.once(keeping.patience()).heartbeatSession(sessionId);
            keeping.accepted(sentAt, false);
        } catch (RejectedException gone) {
            keeping.refused(gone.getMessage(), gone, gone.requestId());
        } catch (ClientException away) {
            keeping.unanswered();
        }
    }
}
