/// Which `X-Request-ID` belongs to which request, for work that goes on for it on other threads.
package dev.willow.kit.trace;
