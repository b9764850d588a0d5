package dev.willow.kit.http;

import dev.willow.common.problem.Problem;
import dev.willow.kit.IdSource;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.springframework.http.MediaType;

/// Renders what Tomcat refuses before any filter sees it, such as a path that is none. Public, with a constructor of no
/// arguments, because Tomcat makes it by its class name.
public final class ProblemValve extends ErrorReportValve {
    private static final IdSource IDS = IdSource.random();

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
        AtomicBoolean canWrite = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, canWrite);
        if (!canWrite.get()) return;
        Problem problem = StatusProblems.of(response.getStatus(), "this path");
        try {
            byte[] json = ProblemWriter.bytes(problem);
            // It has been through no filter.
            if (response.getHeader(RequestIds.HEADER) == null) response.setHeader(RequestIds.HEADER, RequestIds.of(request, IDS));
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setContentLength(json.length);
            response.getOutputStream().write(json);
            response.finishResponse();
        } catch (IOException gone) {
            container.getLogger().debug("the caller hung up before its answer was written", gone);
        }
    }
}
