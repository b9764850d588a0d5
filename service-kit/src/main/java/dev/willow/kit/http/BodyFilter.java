package dev.willow.kit.http;

import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.MediaType;

/// Reads the body of a call once and whole, whatever its method, and refuses what is no JSON (415) or too large (413).
final class BodyFilter implements Filter {
    private final int largest;
    private final ProblemWriter problems;

    BodyFilter(int largest, ProblemWriter problems) {
        this.largest = largest;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        byte[] body = {};
        if (hasBody(request)) {
            Optional<Problem> refusal = refusalOf(request);
            if (refusal.isEmpty()) {
                body = request.getInputStream().readNBytes(largest + 1);
                if (body.length > largest) refusal = Optional.of(tooLarge());
            }
            if (refusal.isPresent()) {
                refuse(request, (HttpServletResponse) response, refusal.get());
                return;
            }
        }
        chain.doFilter(new BufferedRequest(request, body), response);
    }

    /// The rest of the body is not waited for: the connection ends with the answer.
    private void refuse(HttpServletRequest request, HttpServletResponse response, Problem refusal) throws IOException {
        response.setHeader("Connection", "close");
        problems.write(request, response, refusal);
    }

    private static boolean hasBody(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length > 0 || length < 0 && request.getHeader("Transfer-Encoding") != null;
    }

    private Optional<Problem> refusalOf(HttpServletRequest request) {
        if (!isJson(request.getContentType()))
            return Optional.of(Problem.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json in UTF-8"));
        return request.getContentLengthLong() > largest ? Optional.of(tooLarge()) : Optional.empty();
    }

    private Problem tooLarge() {
        return Problem.of(ProblemType.BODY_TOO_LARGE, "the body must have at most " + largest + " bytes");
    }

    private static boolean isJson(String contentType) {
        if (contentType == null || contentType.isBlank()) return true;
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            Charset charset = type.getCharset();
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (charset == null || charset.equals(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noSuchType) {
            return false;
        }
    }
}
