package dev.willow.kit.host;

import dev.willow.engine.Engine;
import dev.willow.engine.UnavailableException;
import java.util.concurrent.CompletionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeTypeUtils;

/// `GET /actuator/backup`: a backup of everything that was answered before, as a [dev.willow.common.backup.BackupFile]. Only for
/// operators, and there as far as `management.endpoints.web.exposure.include` lets it.
@Endpoint(id = "backup")
final class BackupEndpoint {
    private final ObjectProvider<Engine<?, ?>> engine;

    BackupEndpoint(ObjectProvider<Engine<?, ?>> engine) {
        this.engine = engine;
    }

    /// @throws UnavailableException while the engine cannot serve
    @ReadOperation(produces = MimeTypeUtils.APPLICATION_OCTET_STREAM_VALUE)
    WebEndpointResponse<Resource> backup() {
        try {
            Resource file = new ByteArrayResource(engine.getObject().backup().join());
            return new WebEndpointResponse<>(file, WebEndpointResponse.STATUS_OK, MimeTypeUtils.APPLICATION_OCTET_STREAM);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof UnavailableException unavailable ? unavailable : failed;
        }
    }
}
