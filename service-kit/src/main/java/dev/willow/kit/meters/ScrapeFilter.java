package dev.willow.kit.meters;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;

/// Has pictures that became old taken anew before a scrape is answered, so that its series are those of what is there now.
final class ScrapeFilter implements Filter {
    private final ObjectProvider<LatestPicture<?>> pictures;

    ScrapeFilter(ObjectProvider<LatestPicture<?>> pictures) {
        this.pictures = pictures;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        pictures.forEach(LatestPicture::refresh);
        chain.doFilter(request, response);
    }
}
