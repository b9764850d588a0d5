/// What Limiter's rules cost over HTTP.
package dev.willow.bench.limiter;
